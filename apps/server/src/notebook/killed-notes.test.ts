import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../database/open-database.ts";
import { readRecords } from "./read-records.ts";
import { readHeads } from "./vaults.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "candor-killed-notes-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const OWN = { vault: "v".repeat(22), userId: "kim" };
const WRITERS = 4; // that append at once

for (const answers of [1, 40, 200]) {
  test(`a server killed after ${answers} answers has every record it answered for, and no number twice`, async () => {
    const path = join(folder, `${answers}.sqlite`);
    const acknowledged = await appendUntilKilled(path, answers);
    const { db, close } = await openDatabase({ engine: "sqlite", path });
    const found: { device: string; dseq: number; seq: number }[] = [];
    for (let more = true; more; ) {
      const asked = { after: found.at(-1)?.seq ?? 0, doc: null, skipsCovered: false };
      const page = await readRecords(db, OWN, asked);
      found.push(...(page?.records ?? []));
      more = page?.more ?? false;
    }
    expect(found.length).toBeGreaterThanOrEqual(answers);
    expect(found.map(({ seq }) => seq)).toEqual(found.map((_, index) => 1_000_001 + index));
    for (const [device, dseq] of acknowledged) {
      const mine = found.filter((record) => record.device === device).map((record) => record.dseq);
      expect(mine).toEqual(mine.map((_, index) => index + 1));
      expect(mine.length).toBeGreaterThanOrEqual(dseq);
    }
    const heads = (await readHeads(db, OWN))?.heads ?? [];
    for (const head of heads) expect(found.filter(({ device }) => device === head.device)).toHaveLength(head.dseq);
    await close();
  });
}

/** @returns by device the newest number that was answered for. */
async function appendUntilKilled(path: string, answers: number): Promise<Map<string, number>> {
  const script = join(folder, `append-${answers}.mjs`);
  const source = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
  writeFileSync(
    script,
    `const { openDatabase } = await import(${source("../database/open-database.ts")});
    const { putManifest } = await import(${source("./vaults.ts")});
    const { appendRecords } = await import(${source("./append-records.ts")});
    const { db } = await openDatabase({ engine: "sqlite", path: ${JSON.stringify(path)} });
    const [own, now] = [${JSON.stringify(OWN)}, new Date("2026-11-24T09:00:00Z")];
    const limits = { restoreEpoch: 1, mostBytes: 2 ** 30 };
    await db.insertInto("user").values({ id: own.userId, name: "Kim", email: "kim@example.org", emailVerified: 0,
      image: null, createdAt: now, updatedAt: now, isAnonymous: 1 }).execute();
    await putManifest(db, own, { follows: 0, seq: 1, manifest: new Uint8Array(64) }, limits, now);
    const append = async (device) => {
      for (let dseq = 1; ; dseq += 1) {
        const record = { doc: "d".repeat(22), device, dseq, kind: "update", bytes: new Uint8Array(300), snapshot: null };
        const { type } = await appendRecords(db, own, [{ ...record, digest: device + dseq }], limits, now);
        if (type !== "appended") throw new Error(type);
        console.log(device + " " + dseq);
      }
    };
    for (let writer = 0; writer < ${WRITERS}; writer += 1) void append(String(writer).repeat(22));`,
  );
  const child = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  const acknowledged = new Map<string, number>();
  let lines = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const [device = "", dseq] = line.split(" ");
    acknowledged.set(device, Number(dseq));
    lines += 1;
    if (lines === answers) child.kill("SIGKILL");
  }
  await exited;
  return acknowledged;
}
