import { createSocket } from "node:dgram";
import { Resolver } from "node:dns/promises";
import type { AddressInfo } from "node:net";
import type { Resolve } from "../ask-safely.ts";

/** A real name server on loopback. It tells each question's answer anew and says that it is good for no time at all. */
export type NameServer = {
  /** what was answered, in order */
  answered: readonly string[];
  resolve: Resolve;
  close(): Promise<void>;
};

/** @param answer an IPv4 address for the n-th question, which begins at 0. */
export async function openNameServer(answer: (nth: number) => string): Promise<NameServer> {
  const socket = createSocket("udp4");
  const answered: string[] = [];
  socket.on("message", (question, from) => {
    const address = answer(answered.length);
    answered.push(address);
    socket.send(replyTo(question, address), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const resolver = new Resolver();
  resolver.setServers([`127.0.0.1:${(socket.address() as AddressInfo).port}`]);
  return {
    answered,
    resolve: async (hostname) => (await resolver.resolve4(hostname)).map((address) => ({ address, family: 4 })),
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

/** RFC 1035, 4.1: the question, and one address for its name. */
function replyTo(question: Buffer, address: string): Buffer {
  const header = Buffer.from(question.subarray(0, 12));
  header.writeUInt16BE(0x8180, 2);
  header.writeUInt16BE(1, 6); // one answer
  header.writeUInt32BE(0, 8);
  let end = 12;
  while ((question[end] ?? 0) !== 0) end += (question[end] ?? 0) + 1;
  const asked = question.subarray(12, end + 5);
  const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split(".").map(Number)]);
  return Buffer.concat([header, asked, record]);
}
