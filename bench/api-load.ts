import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { TOKEN_SCOPES } from "@candor/core/access/may-by-token.ts";
import { askAs, createPages, type OwnedPage } from "./sync/api.ts";
import { numbersFrom } from "./sync/arguments.ts";
import { figure, printTable } from "./sync/print-table.ts";
import { Samples } from "./sync/samples.ts";
import { startCandor } from "./sync/start-server.ts";
import { connectCandor, typeInPairs } from "./sync/type-in-pairs.ts";

// How long programs wait for the API where 300 pairs type at the same time: agendas and actions read, topics added, each of
// them on disk before it is answered. Requests go out by the clock, whether or not those before have come back.

const GOAL = { read: 30, write: 60 }; // milliseconds, p99
const EDITS_PER_SECOND = 2; // of each person who types
const TOKENS_EACH = 4; // pages of one person share their tokens: a token may only ask so often
const { pairs, programs, rate, writes, seconds } = numbersFrom({
  pairs: [300],
  programs: [60],
  rate: [200],
  writes: [0.25],
  seconds: [20],
});
const [live = 0, apart = 0, perSecond = 0, writeShare = 0, lasting = 0] = [
  ...[pairs[0], programs[0], rate[0], writes[0], seconds[0]],
];

type Program = { page: string; secret: string };

const folder = await mkdtemp(join(tmpdir(), "candor-api-"));
const server = await startCandor(folder);
try {
  const pages = await createPages(server.address, live + apart);
  const asking = await letIn(pages.slice(live));
  const load = {
    pairs: live,
    editsPerSecond: EDITS_PER_SECOND,
    warmUpSeconds: 5,
    seconds: lasting,
    pageBytes: 30_000,
    typing: "in-turn",
  } as const;
  const measured: Promise<[Samples, Samples, number]>[] = [];
  const typed = await typeInPairs(
    server,
    async (wanted, seen) => {
      const ends = await connectCandor(pages)(wanted, seen);
      measured.push(askByTheClock(asking));
      return ends;
    },
    load,
  );
  const [read, write, failed] = (await measured[0]) ?? [new Samples(), new Samples(), 0];
  console.log(
    `\n${perSecond} requests/s on ${apart} pages beside ${live} pairs × ${EDITS_PER_SECOND} edits/s a person\n`,
  );
  printTable(
    ["", "requests", "p50 ms", "p99 ms"],
    [
      ["read an agenda", String(read.count), figure(read.at(0.5)), figure(read.at(0.99))],
      ["add a topic", String(write.count), figure(write.at(0.5)), figure(write.at(0.99))],
      [
        "an edit, at the other’s",
        String(typed.fanOut.count),
        figure(typed.fanOut.at(0.5)),
        figure(typed.fanOut.at(0.99)),
      ],
    ],
  );
  const isMet = failed === 0 && read.at(0.99) <= GOAL.read && write.at(0.99) <= GOAL.write;
  console.log(`Refused or failed: ${failed}. Goal ${GOAL.read} and ${GOAL.write} ms: ${isMet ? "met" : "NOT met"}.`);
  process.exitCode = isMet ? 0 : 1;
} finally {
  await server.kill("SIGKILL");
  await rm(folder, { recursive: true });
}

/** Tokens as their owners would make them, put where the server keeps them: making one asks for a mailed code. */
async function letIn(owned: readonly OwnedPage[]): Promise<Program[]> {
  const database = new DatabaseSync(join(folder, "candor.sqlite"));
  const insert = database.prepare(
    `insert into api_token (id, user_id, name, token_hash, scopes, created_at, expires_at)
     values (?, ?, 'bench', ?, ?, ?, ?)`,
  );
  const [now, later] = [new Date().toISOString(), new Date(Date.now() + 86_400_000).toISOString()];
  const made: Program[] = [];
  for (const { page, person } of owned) {
    const { userId } = (await askAs(person, "GET", "/api/me")) as { userId: string };
    for (let token = 0; token < TOKENS_EACH; token += 1) {
      const secret = `candor_pat_${randomBytes(32).toString("base64url")}`;
      const hash = createHash("sha256").update(secret).digest("base64url");
      insert.run(randomUUID(), userId, hash, JSON.stringify(TOKEN_SCOPES), now, later);
      made.push({ page, secret });
    }
  }
  database.close();
  return made;
}

async function askByTheClock(asking: readonly Program[]): Promise<[Samples, Samples, number]> {
  const [read, write] = [new Samples(), new Samples()];
  let failed = 0;
  const running = new Set<Promise<void>>();
  const count = Math.floor((lasting + 3) * perSecond);
  const began = performance.now();
  for (let sent = 0; sent < count; sent += 1) {
    const due = began + (sent * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    const program = asking[sent % asking.length] as Program;
    const isWrite = (sent * writeShare) % 1 < writeShare;
    const one = ask(program, isWrite).then((isFine) => {
      if (isFine && sent > 3 * perSecond) (isWrite ? write : read).add(performance.now() - due); // late sending counts
      if (!isFine) failed += 1;
    });
    running.add(one);
    void one.finally(() => running.delete(one));
  }
  await Promise.all(running);
  return [read, write, failed];
}

async function ask({ page, secret }: Program, isWrite: boolean): Promise<boolean> {
  const path = `/api/v1/pages/${page}/${isWrite ? "topics" : "agenda"}`;
  const response = await fetch(server.address + path, {
    method: isWrite ? "POST" : "GET",
    headers: { authorization: `Bearer ${secret}`, ...(isWrite && { "content-type": "application/json" }) },
    body: isWrite ? JSON.stringify({ title: "What a program noticed", place: "hopper" }) : null,
  });
  await response.arrayBuffer();
  return response.ok;
}
