import { connect } from "node:net";
import { createTransport } from "nodemailer";
import { afterEach, describe, expect, test } from "vitest";
import type { MailReceiver } from "./incoming-mail.ts";
import { openSmtpListener } from "./open-smtp-listener.ts";

const HERE = "meetings+k7f3@example.org";
const open: MailReceiver[] = [];
afterEach(async () => {
  for (const receiver of open.splice(0)) await receiver.close();
});

async function listen(changes: { fails?: boolean; loops?: boolean } = {}) {
  const taken: { text: string; addresses: readonly string[] }[] = [];
  const faults: unknown[] = [];
  const receiver = await openSmtpListener(
    { host: "127.0.0.1", port: 0, tls: null },
    {
      knows: async (address) => address === HERE,
      async take(raw, addresses) {
        if (changes.fails) throw new Error("the disk is full");
        if (changes.loops) return "loop";
        taken.push({ text: new TextDecoder().decode(raw), addresses });
        return "taken";
      },
    },
    (fault) => faults.push(fault),
  );
  open.push(receiver);
  const send = async (to: string, text = "hello") => {
    const transport = createTransport({ host: "127.0.0.1", port: receiver.port, ignoreTLS: true });
    try {
      await transport.sendMail({ from: "sam@example.org", to, subject: "Re", text });
      return "taken";
    } catch (error) {
      return (error as { responseCode?: number }).responseCode;
    } finally {
      transport.close();
    }
  };
  return { receiver, taken, faults, send };
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
    const { send, taken } = await listen();
    for (const other of ["meetings@example.org", "meetings+other@example.org", "ana@elsewhere.example"])
      expect(await send(other)).toBe(550);
    expect(taken).toEqual([]);
  });

  test("a mail larger than any answer is refused for good", async () => {
    const { send, taken } = await listen();
    expect(await send(HERE, "x".repeat(2_000_000))).toBe(552);
    expect(taken).toEqual([]);
  });

  test("what could not be written down is to be sent again, and what comes round is not", async () => {
    const failing = await listen({ fails: true });
    expect(await failing.send(HERE)).toBe(451);
    expect(failing.faults).toHaveLength(1);
    expect(await (await listen({ loops: true })).send(HERE)).toBe(554);
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
