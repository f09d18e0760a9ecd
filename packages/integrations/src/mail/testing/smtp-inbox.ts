import { once } from "node:events";
import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

export type SmtpInbox = {
  /** smtp://127.0.0.1:… */
  readonly url: string;
  readonly mails: readonly Email[];
  /** as they came over the wire */
  readonly raw: readonly string[];
  readonly recipients: readonly string[][];
  /** whom mail comes from, by what the servers say to each other */
  readonly senders: readonly string[];
  /** refused for good */
  readonly unknown: Set<string>;
  /** answers "try again later" to everything */
  isBusy: boolean;
  close(): Promise<void>;
};

/** A real SMTP server on a free port that keeps what it is given. */
export async function openSmtpInbox(): Promise<SmtpInbox> {
  const mails: Email[] = [];
  const raw: string[] = [];
  const recipients: string[][] = [];
  const senders: string[] = [];
  const unknown = new Set<string>();
  let isBusy = false;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onRcptTo({ address }, _session, answer) {
      if (isBusy) answer(withCode("busy", 451));
      else if (unknown.has(address)) answer(withCode("no such person", 550));
      else answer();
    },
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        void PostalMime.parse(text).then((mail) => {
          raw.push(text);
          recipients.push(session.envelope.rcptTo.map(({ address }) => address));
          senders.push(session.envelope.mailFrom ? session.envelope.mailFrom.address : "");
          mails.push(mail);
          answer();
        }, answer);
      });
    },
  });
  server.on("error", () => undefined); // a sender that goes in the middle
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    raw,
    recipients,
    senders,
    unknown,
    get isBusy() {
      return isBusy;
    },
    set isBusy(busy) {
      isBusy = busy;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function withCode(message: string, responseCode: number): Error {
  return Object.assign(new Error(message), { responseCode });
}
