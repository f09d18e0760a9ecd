import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createTransport } from "nodemailer";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { MailReceiver, Taking } from "./incoming-mail.ts";
import { openSmtpListener, type SmtpListening } from "./open-smtp-listener.ts";

const HERE = "meetings+k7f3@example.org";
const open: MailReceiver[] = [];
afterEach(async () => {
  for (const receiver of open.splice(0)) await receiver.close();
});

type Changes = { fails?: boolean; answers?: Taking } & Partial<Pick<SmtpListening, "tls" | "milliseconds">>;

async function listen({ tls = null, milliseconds, ...changes }: Changes = {}) {
  const taken: { text: string; addresses: readonly string[]; isCut: boolean }[] = [];
  const faults: unknown[] = [];
  const refused: string[] = [];
  const receiver: MailReceiver & { port: number } = await openSmtpListener(
    { host: "127.0.0.1", port: 0, tls, ...(milliseconds && { milliseconds }) },
    {
      knows: async (address) => address === HERE,
      refused: (why) => refused.push(why),
      async take({ raw, isCut }, addresses) {
        if (changes.fails) throw new Error("the disk is full");
        if (changes.answers) return changes.answers;
        taken.push({ text: new TextDecoder().decode(raw), addresses, isCut });
        return "taken";
      },
    },
    (fault) => faults.push(fault),
  );
  open.push(receiver);
  const send = async (to: string, text = "hello") => {
    const safely = tls && { requireTLS: true, tls: { ca: tls.cert, servername: "mail.example.org" } };
    const transport = createTransport({
      ...{ host: "127.0.0.1", port: receiver.port },
      ...(safely ?? { ignoreTLS: true }),
    });
    try {
      await transport.sendMail({ from: "sam@example.org", to, subject: "Re", text });
      return "taken";
    } catch (error) {
      return (error as { responseCode?: number }).responseCode;
    } finally {
      transport.close();
    }
  };
  return { receiver, taken, faults, refused, send };
}

/** A certificate that nobody signed but itself. */
function certificate(): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), "candor-certificate-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const named = ["-subj", "/CN=mail.example.org", "-addext", "subjectAltName=DNS:mail.example.org"];
  try {
    const asked = [
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-days",
      "2",
      ...named,
      "-keyout",
      key,
      "-out",
      cert,
    ];
    execFileSync("openssl", asked, { stdio: "ignore" });
    return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Bytes of what came in that somebody still holds on to. */
function keptMemory(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  collect(); // what the first has found is given back beside the program, and the second waits for that
  return process.memoryUsage().arrayBuffers;
}

/** Somebody who says a byte whenever they like, and never comes to an end. */
async function dawdle(port: number): Promise<{ gone: Promise<unknown> }> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined); // cut off while it spoke
  const gone = new Promise((resolve) => socket.once("close", resolve));
  await once(socket, "data"); // it is greeted
  const words = setInterval(() => socket.write("N"), 20);
  void gone.then(() => clearInterval(words));
  return { gone };
}

describe("where mail comes in", () => {
  test("a mail for an address that is known is taken, whole", async () => {
    const { send, taken } = await listen();
    expect(await send(HERE.toUpperCase(), "I accept.")).toBe("taken");
    expect(taken).toHaveLength(1);
    expect(taken[0]?.addresses).toEqual([HERE]);
    expect(taken[0]?.text).toContain("I accept.");
  });

  test("nothing is passed on to anybody else, and nobody learns whom else there is", async () => {
    const { send, taken, refused } = await listen();
    for (const other of ["meetings@example.org", "meetings+other@example.org", "ana@elsewhere.example"])
      expect(await send(other)).toBe(550);
    expect(taken).toEqual([]);
    expect(refused).toEqual(["no_such_address", "no_such_address", "no_such_address"]);
  });

  test("of a mail larger than any text its begin is kept, which is where the text stands", async () => {
    const { send, taken } = await listen();
    expect(await send(HERE, "Hiring ".repeat(300_000))).toBe("taken");
    expect([taken[0]?.isCut, (taken[0]?.text.length ?? 0) <= 1024 * 1024]).toEqual([true, true]);
    expect(taken[0]?.text).toContain("Hiring");
  });

  test("a mail of 30 MB is refused and does not stay in memory, and the next is taken", async () => {
    const { receiver, send, taken } = await listen();
    const socket = connect(receiver.port, "127.0.0.1");
    let said = "";
    socket.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    const answered = async (code: string) => {
      while (!said.includes(`${code} `)) await once(socket, "data");
      said = "";
    };
    await answered("220");
    for (const [words, code] of [
      ["EHLO a", "250"],
      ["MAIL FROM:<a@b.c>", "250"],
      [`RCPT TO:<${HERE}>`, "250"],
    ] as const) {
      socket.write(`${words}\r\n`);
      await answered(code);
    }
    socket.write("DATA\r\n");
    await answered("354");
    const before = keptMemory();
    const line = Buffer.from(`${"x".repeat(998)}\r\n`.repeat(64));
    for (let sent = 0; sent < 30_000_000; sent += line.length) {
      if (!socket.write(line)) await once(socket, "drain");
    }
    // What is under way comes in yet; of the mail that does not end nothing would go again if it were kept.
    await vi.waitFor(() => expect(keptMemory() - before).toBeLessThan(10_000_000), { timeout: 10_000 });
    socket.write("\r\n.\r\n");
    while (!said.includes("552 ")) await once(socket, "data");
    expect(said).toContain("Nothing of it was taken; send the words without the files");
    socket.destroy();
    expect(await send(HERE)).toBe("taken");
    expect(taken).toHaveLength(1);
  });

  test("who says a byte now and then is sent away in time, and leaves their place to others", async () => {
    const { receiver, send } = await listen({ milliseconds: 2000 });
    const slow = await Promise.all(Array.from({ length: 20 }, () => dawdle(receiver.port)));
    await Promise.all(slow.map(({ gone }) => gone));
    expect(await send(HERE)).toBe("taken");
  });

  test("with a certificate it is spoken to in secret, and else it doesn't say that it can", async () => {
    const secret = await listen({ tls: certificate() });
    expect(await secret.send(HERE, "I accept.")).toBe("taken");
    expect(secret.taken[0]?.text).toContain("I accept.");
    const plain = await listen();
    const socket = connect(plain.receiver.port, "127.0.0.1");
    await once(socket, "data");
    socket.write("EHLO a\r\n");
    const [said] = (await once(socket, "data")) as [Buffer];
    socket.destroy();
    expect(said.toString()).toContain("SIZE");
    expect(said.toString()).not.toContain("STARTTLS");
  });

  test("what could not be written down is to be sent again, and what comes round is not", async () => {
    const failing = await listen({ fails: true });
    expect(await failing.send(HERE)).toBe(451);
    expect(failing.faults).toHaveLength(1);
    expect(await (await listen({ answers: "loop" })).send(HERE)).toBe(554);
    expect(await (await listen({ answers: "not_believed" })).send(HERE)).toBe(550);
    expect(await (await listen({ answers: "busy" })).send(HERE)).toBe(451);
  });

  test("whoever goes in the middle leaves nothing behind, and rubbish stops nobody else", async () => {
    const { receiver, send, taken } = await listen();
    await new Promise<void>((resolve) => {
      const socket = connect(receiver.port, "127.0.0.1", () => {
        socket.write(`EHLO a\r\nMAIL FROM:<a@b.c>\r\nRCPT TO:<${HERE}>\r\nDATA\r\nhalf`, () => {
          socket.destroy();
          resolve();
        });
      });
    });
    await new Promise<void>((resolve) => {
      const socket = connect(receiver.port, "127.0.0.1", () => {
        socket.write(Buffer.from(Array.from({ length: 4096 }, (_, at) => at % 256)), () => {
          socket.destroy();
          resolve();
        });
      });
    });
    expect(await send(HERE)).toBe("taken");
    expect(taken).toHaveLength(1);
  });
});
