import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { MailReception } from "@candor/integrations/mail/incoming/incoming-mail.ts";
import { openSmtpListener } from "@candor/integrations/mail/incoming/open-smtp-listener.ts";
import { writeMail } from "@candor/integrations/mail/testing/write-mail.ts";
import { WebSocket } from "ws";
import { createPages, type OwnedPage } from "./sync/api.ts";
import { numbersFrom } from "./sync/arguments.ts";
import { CandorSocket } from "./sync/candor-socket.ts";
import { printTable } from "./sync/print-table.ts";
import { Samples } from "./sync/samples.ts";
import { startBareRelay, startCandor } from "./sync/start-server.ts";

// From the moment that a mail was accepted by SMTP (250) to its topic at the other of the two; beside it the limit, in the same
// run: the same listener that does nothing but hand the mail to the bare relay, once it is accepted.

const GOAL_MILLISECONDS = 5000;
const FROM = "ana@example.org";
const { mails, pages } = numbersFrom({ mails: [100], pages: [20] });
const [count = 0, pageCount = 0] = [mails[0], pages[0]];

// Nothing is answered in this run; the server asks for a way to answer all the same.
const SENDING = { CANDOR_SMTP_URL: "smtp://127.0.0.1:9", CANDOR_MAIL_FROM: "Candor <in@example.org>" };

const folder = await mkdtemp(join(tmpdir(), "candor-mail-"));
const port = await freePort();
const server = await startCandor(folder, {
  env: { CANDOR_MAIL_IN_ADDRESS: "in@example.org", CANDOR_MAIL_IN_PORT: String(port), ...SENDING },
});
const relay = await startBareRelay();
const closing: (() => unknown)[] = [];
try {
  // Each of somebody else's: of one person only so many mails an hour are taken.
  const owned = (await Promise.all(Array.from({ length: pageCount }, () => createPages(server.address, 1)))).flat();
  const tokens = letMailIn(owned);
  const others = await Promise.all(owned.map(({ page, person }) => hearPage(person, page)));
  const ours = await measure(async (index) => {
    const at = index % pageCount;
    const heard = others[at]?.next();
    await send(port, `in+${tokens[at]}@example.org`, index);
    return { accepted: performance.now(), heard };
  });
  const bare = await openBare();
  const limit = await measure(async (index) => {
    const heard = bare.next();
    await send(bare.port, "in@example.org", index);
    return { accepted: performance.now(), heard };
  });
  console.log(`\n${count} mails, one after the other, onto ${pageCount} pages; milliseconds\n`);
  const row = (name: string, { taken, visible }: Measured) => [
    ...[name, taken.at(0.5), taken.at(0.99), visible.at(0.5), visible.at(0.99)],
  ];
  printTable(
    ["", "taken p50", "taken p99", "250 to visible p50", "250 to visible p99"],
    [row("Candor", ours), row("the listener and the bare relay alone", limit)],
  );
  const whole = (each: Measured) => each.whole.at(0.5);
  const isMet = ours.visible.at(1) <= GOAL_MILLISECONDS;
  console.log(
    `\nFrom its first byte to the other’s screen ${(whole(ours) / whole(limit)).toFixed(2)} × the limit (p50).`,
  );
  console.log(`Goal, accepted to visible: ${GOAL_MILLISECONDS} ms for each: ${isMet ? "met" : "NOT met"}.`);
  process.exitCode = isMet ? 0 : 1;
} finally {
  for (const close of closing) await close();
  await server.kill("SIGKILL");
  await relay.kill("SIGKILL");
  await rm(folder, { recursive: true });
}

type Measured = { taken: Samples; visible: Samples; whole: Samples };
type Sent = { accepted: number; heard: Promise<number> | undefined };

async function measure(sendOne: (index: number) => Promise<Sent>): Promise<Measured> {
  const measured = { taken: new Samples(), visible: new Samples(), whole: new Samples() };
  for (let index = 0; index < count; index += 1) {
    const since = performance.now();
    const { accepted, heard } = await sendOne(index);
    const seen = (await heard) ?? Number.NaN;
    measured.taken.add(accepted - since);
    measured.visible.add(Math.max(0, seen - accepted)); // it may be there before the sender hears that it is taken
    measured.whole.add(seen - since);
  }
  return measured;
}

async function send(to: number, address: string, index: number): Promise<void> {
  const text = `Number ${index}.\n\nOn Tue, Nov 24, 2026 at 8:00 AM Ben <ben@example.org> wrote:\n\n> what?\n`;
  const said = await writeMail(to, { from: `Ana <${FROM}>`, to: address, subject: `Topic ${index}`, text });
  if (said !== "taken") throw new Error(`a mail was refused with ${said}`);
}

/** Addresses as their owners would make them, and a known sender. @returns the token of each page. */
function letMailIn(owned: readonly OwnedPage[]): string[] {
  const database = new DatabaseSync(join(folder, "candor.sqlite"));
  database.exec("pragma busy_timeout = 5000");
  const seats = database.prepare("select user_id from pair_member where pair_id = ? and user_id is not null");
  const insert = database.prepare("insert into mail_address (token, user_id, pair_id, made_at) values (?, ?, ?, ?)");
  const users = new Set<string>();
  const tokens = owned.map(({ page }) => {
    const { user_id } = seats.get(page) as { user_id: string };
    const token = randomBytes(10).toString("hex");
    users.add(user_id);
    insert.run(token, user_id, page, new Date().toISOString());
    return token;
  });
  for (const user of users)
    database.prepare("insert into mail_setting (user_id, senders) values (?, ?)").run(user, JSON.stringify([FROM]));
  database.close();
  return tokens;
}

type Hearing = { next: () => Promise<number> };

/** The other's screen. */
async function hearPage(person: OwnedPage["person"], page: string): Promise<Hearing> {
  const socket = await CandorSocket.connect(person);
  const opened = socket.next("opened");
  const session = randomUUID();
  socket.send({ type: "open", channel: 1, page, session, clientId: 2_500_000_000, epoch: 0, haveSeq: 0 });
  await opened;
  let hear: (at: number) => void = () => {};
  socket.onClose = () => {};
  socket.onMessage = ({ type }) => {
    if (type === "update") hear(performance.now());
  };
  closing.push(() => socket.end());
  return {
    next: () =>
      new Promise((resolve) => {
        hear = resolve;
      }),
  };
}

async function openBare(): Promise<Hearing & { port: number }> {
  const address = relay.address.replace("http", "ws");
  const [from, to] = [new WebSocket(`${address}/1`), new WebSocket(`${address}/1`)];
  await Promise.all([from, to].map((each) => new Promise((resolve) => each.once("open", resolve))));
  const take: MailReception["take"] = async ({ raw }) => {
    from.send(raw);
    return "taken";
  };
  const listener = await openSmtpListener(
    { host: "127.0.0.1", port: 0, tls: null },
    { knows: async () => true, take, refused: () => {} },
    (fault) => console.error(fault),
  );
  closing.push(
    () => from.terminate(),
    () => to.terminate(),
    () => listener.close(),
  );
  const next = () => new Promise<number>((resolve) => to.once("message", () => resolve(performance.now())));
  return { port: listener.port, next };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port: free } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return free;
}
