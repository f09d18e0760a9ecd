import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../../database/open-database.ts";

const SESSIONS = 20;
const ROWS_A_COMMIT = 400;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "candor-killed-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Below and above the number of rows after which heads and newest pushes are noted.
for (const commits of [2, 30, 70]) {
  test(`a server killed after ${commits} commits knows all it has acknowledged, and nothing twice`, async () => {
    const path = join(folder, `${commits}.sqlite`);
    const acknowledged = await writeUntilKilled(path, commits);
    const { log, close } = await openDatabase({ engine: "sqlite", path });
    for (let session = 0; session < SESSIONS; session += 1) {
      const { page, ...rest } = { page: `page-${session % 7}`, session: `session-${session}`, clientId: session };
      const stored = await log.storedCseq(page, rest.session);
      expect(stored).toBeGreaterThanOrEqual(acknowledged);
      const mine = (await log.readTail(page, 0)).filter(({ update }) => update[0] === session);
      const cseqs = mine.map(({ update }) => new DataView(update.buffer, update.byteOffset).getUint32(1));
      expect(cseqs).toEqual(Array.from({ length: stored }, (_, index) => index + 1));
      const entry = { page, ...rest, userId: `user-${session}`, member: "a", at: "2026-03-02T10:00:00.000Z" } as const;
      const [again] = await log.append([{ ...entry, cseq: stored, update: new Uint8Array(5) }]);
      expect(again).toBe(mine.at(-1)?.seq);
      const [next] = await log.append([{ ...entry, cseq: stored + 1, update: new Uint8Array(5) }]);
      expect(next).toBeGreaterThan(again!);
    }
    await close();
  });
}

/** @returns how many pushes of each session were acknowledged. */
async function writeUntilKilled(path: string, commits: number): Promise<number> {
  const script = join(folder, `write-${commits}.mjs`);
  writeFileSync(
    script,
    `const { openDatabase } = await import(${JSON.stringify(new URL("../../database/open-database.ts", import.meta.url).href)});
    const { log } = await openDatabase({ engine: "sqlite", path: ${JSON.stringify(path)} });
    const update = (session, cseq) => {
      const bytes = new Uint8Array(5);
      bytes[0] = session;
      new DataView(bytes.buffer).setUint32(1, cseq);
      return bytes;
    };
    for (let cseq = 0; ; ) {
      const entries = [];
      for (let count = 0; count < ${ROWS_A_COMMIT / SESSIONS}; count += 1) {
        cseq += 1;
        for (let session = 0; session < ${SESSIONS}; session += 1) {
          entries.push({ page: "page-" + (session % 7), session: "session-" + session, cseq, clientId: session,
            userId: "user-" + session, member: "a", at: "2026-03-02T10:00:00.000Z", update: update(session, cseq) });
        }
      }
      await log.append(entries);
      console.log(cseq);
    }`,
  );
  const child = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  let [acknowledged, lines] = [0, 0];
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged = Number(line);
    lines += 1;
    if (lines === commits) child.kill("SIGKILL");
  }
  await exited;
  return acknowledged;
}
