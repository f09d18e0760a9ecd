import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { SMTPServer } from "smtp-server";
import type { MailReceiver, MailReception, Taking } from "./incoming-mail.ts";

export const KEPT_BYTES = 1024 * 1024; // an answer has a few kilobytes, and what is written stands before what is attached
const MAX_BYTES = 26 * 1024 * 1024; // as much as most mail servers pass on
const MAX_CLIENTS = 20;
const MAX_RECIPIENTS = 5;
const SILENCE_MILLISECONDS = 30_000;
const MAX_MILLISECONDS = 120_000; // for all that one connection has to say

export type SmtpListening = {
  host: string;
  /** 0: any that is free */
  port: number;
  /** PEM; null: what comes in is not encrypted on its way from the mail server beside this one */
  tls: { key: string; cert: string } | null;
  /** for all that one connection has to say; left out: two minutes */
  milliseconds?: number;
};

/** Takes mail for a few addresses and passes none on. Nobody signs in, and there is little that anybody can say. */
export async function openSmtpListener(
  { host, port, tls, milliseconds = MAX_MILLISECONDS }: SmtpListening,
  reception: MailReception,
  report: (fault: unknown) => void,
): Promise<MailReceiver & { port: number }> {
  const server = new SMTPServer({
    ...(tls ?? {}),
    disabledCommands: tls === null ? ["AUTH", "STARTTLS"] : ["AUTH"],
    authOptional: true,
    banner: "Candor",
    disableReverseLookup: true,
    size: MAX_BYTES,
    maxClients: MAX_CLIENTS,
    socketTimeout: SILENCE_MILLISECONDS,
    closeTimeout: 1000,
    onRcptTo({ address }, session, answer) {
      if (session.envelope.rcptTo.length >= MAX_RECIPIENTS) {
        reception.refused("too_many_recipients");
        answer(saying(452, "Too many recipients"));
      } else {
        reception.knows(address.toLowerCase()).then(
          (known) => {
            if (known) return answer();
            reception.refused("no_such_address");
            answer(saying(550, "No such address"));
          },
          (fault: unknown) => {
            report(fault);
            answer(saying(451, "Try again later"));
          },
        );
      }
    },
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      let size = 0;
      stream.on("data", (chunk: Buffer) => {
        // The rest is let through and not kept, so that its sender learns whether it is too much.
        const room = KEPT_BYTES - size;
        size += chunk.length;
        if (room > 0) chunks.push(room < chunk.length ? chunk.subarray(0, room) : chunk);
      });
      stream.on("end", () => {
        if (size > MAX_BYTES || stream.sizeExceeded) {
          reception.refused("too_large");
          return answer(saying(552, TOO_LARGE));
        }
        const addresses = session.envelope.rcptTo.map(({ address }) => address.toLowerCase());
        reception.take({ raw: Buffer.concat(chunks), isCut: size > KEPT_BYTES }, addresses).then(
          (taken) => (taken === "taken" ? answer() : answer(REFUSED[taken]())),
          (fault: unknown) => {
            report(fault);
            answer(saying(451, "Try again later"));
          },
        );
      });
    },
  });
  // There are few places, and one who says a word now and then, or goes on for ever, would keep theirs.
  server.server.on("connection", (socket: Socket) => {
    const deadline = setTimeout(() => socket.destroy(), milliseconds);
    socket.once("close", () => clearTimeout(deadline));
  });
  server.listen(port, host);
  await once(server.server, "listening");
  server.on("error", () => undefined); // whoever goes in the middle of it
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const TOO_LARGE = "5.3.4 Larger than 26 MB. Nothing of it was taken; send the words without the files";

const REFUSED: Readonly<Record<Exclude<Taking, "taken">, () => Error>> = {
  loop: () => saying(554, "5.4.6 This mail has come round"),
  not_believed: () => saying(550, "5.7.1 This address takes mail from its owner alone"),
  busy: () => saying(451, "4.7.0 Too much at once; try again later"),
};

function saying(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
