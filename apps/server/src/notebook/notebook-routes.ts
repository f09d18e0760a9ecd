import { createHash } from "node:crypto";
import { freshUntil } from "@candor/core/access/session-limits.ts";
import { MAX_BATCH_BYTES, type NoteRecordsPage } from "@candor/protocol/http/notebook.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Database } from "../database/open-database.ts";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { limitRate } from "../http/limit-rate.ts";
import { problem } from "../http/problem.ts";
import { createRateLimit } from "../http/rate-limit.ts";
import { appendRecords } from "./append-records.ts";
import { confirmSnapshot } from "./confirm-snapshot.ts";
import type { NotebookLimits } from "./notebook-limits.ts";
import {
  appendedSchema,
  appendSchema,
  headsSchema,
  keptManifestSchema,
  manifestConflictSchema,
  putManifestSchema,
  recordsConflictSchema,
  recordsPageSchema,
  recordsQuery,
  snapshotParams,
  vaultParams,
  vaultStateSchema,
} from "./notebook-schemas.ts";
import type { ComingRecord } from "./plan-append.ts";
import { readRecords } from "./read-records.ts";
import type { RecordWait, RecordWaits } from "./record-waits.ts";
import { VaultTurns } from "./vault-turns.ts";
import { deleteVault, listManifests, listVaults, putManifest, readHeads, readVault } from "./vaults.ts";

export type NotebookParts = {
  limits: NotebookLimits;
  waits: RecordWaits;
  /** counts what was stored */
  stored: (records: number) => void;
};

// Per person, over all devices. One of them writes at most every two seconds; after a long time offline many at once.
const APPENDS = { burst: 300, perMinute: 120 };
const LARGE_APPENDS = { burst: 20, perMinute: 10 }; // a full notebook comes in at once; each holds others up for a moment
const LARGE_BYTES = 1024 * 1024;
const READS = { burst: 600, perMinute: 240 };
const RECORD_READS = { burst: 240, perMinute: 120 }; // a full notebook is some forty pages
const MANIFESTS = { burst: 60, perMinute: 20 };

const VAULT = "/api/notebook/vaults/{vault}";
const params = { params: vaultParams };
const manifestConflict = {
  409: {
    description: "There is a newer one, which stands with it",
    content: { "application/problem+json": { schema: manifestConflictSchema } },
  },
};
const recordsConflict = {
  409: {
    description: "Nothing was stored, and why",
    content: { "application/problem+json": { schema: recordsConflictSchema } },
  },
};

const list = createRoute({
  method: "get",
  path: "/api/notebook/vaults",
  summary: "My vaults of private notes, sealed; the one in use first",
  responses: { 200: { description: "All of them", ...json(z.array(vaultStateSchema)) }, ...problems(401, 429) },
});

const read = createRoute({
  method: "get",
  path: VAULT,
  summary: "A vault of mine with its newest manifest",
  request: params,
  responses: { 200: { description: "As it stands", ...json(vaultStateSchema) }, ...problems(401, 404, 429) },
});

const put = createRoute({
  method: "put",
  path: VAULT,
  summary: "Replace a vault's manifest if it is still the one I know, or make my vault",
  request: { ...params, ...jsonBody(putManifestSchema) },
  responses: {
    200: { description: "As it stands now", ...json(vaultStateSchema) },
    ...problems(400, 401, 404, 413, 429, 503),
    ...manifestConflict,
  },
});

const remove = createRoute({
  method: "delete",
  path: VAULT,
  summary: "Destroy a vault of mine with all notes in it; nobody can bring it back",
  request: params,
  responses: { 204: { description: "Gone" }, ...problems(401, 403, 404, 429) },
});

const manifests = createRoute({
  method: "get",
  path: `${VAULT}/manifests`,
  summary: "The newest manifest and a few before it",
  request: params,
  responses: {
    200: { description: "The newest first", ...json(z.array(keptManifestSchema)) },
    ...problems(401, 404, 429),
  },
});

const heads = createRoute({
  method: "get",
  path: `${VAULT}/heads`,
  summary: "How far each device has come in each document",
  request: params,
  responses: { 200: { description: "All of them", ...json(headsSchema) }, ...problems(401, 404, 429) },
});

const append = createRoute({
  method: "post",
  path: `${VAULT}/records`,
  summary: "Append sealed records, all or none; answered when they are on disk",
  request: { ...params, ...jsonBody(appendSchema) },
  responses: {
    200: { description: "Their numbers, in the order they came", ...json(appendedSchema) },
    ...problems(400, 401, 404, 413, 429, 503),
    ...recordsConflict,
  },
});

const records = createRoute({
  method: "get",
  path: `${VAULT}/records`,
  summary: "Sealed records in their order, page by page; waits for new ones if asked to",
  request: { ...params, query: recordsQuery },
  responses: { 200: { description: "A page", ...json(recordsPageSchema) }, ...problems(400, 401, 404, 429) },
});

const confirm = createRoute({
  method: "post",
  path: `${VAULT}/snapshots/{seq}/confirm`,
  summary: "Say that a later session than the one which wrote it has read a snapshot back whole",
  request: { params: snapshotParams },
  responses: { 204: { description: "Noted; the same again changes nothing" }, ...problems(401, 404, 429) },
});

/** Private notes: bytes that were sealed on a device, for the person alone whose they are. */
export function notebookRoutes(parts: {
  db: Kysely<Schema>;
  batch: Database["batch"];
  notebook: NotebookParts;
  now: () => Date;
  ticks: () => number;
}) {
  const { db, notebook, now, ticks } = parts;
  const { limits, waits, stored } = notebook;
  const turns = new VaultTurns();
  const routes = createRoutes<SignedInEnv>();
  const limit = (rate: { burst: number; perMinute: number }) =>
    limitRate(createRateLimit(rate, ticks), (c) => c.var.who.userId);
  const [reads, recordReads, puts] = [limit(READS), limit(RECORD_READS), limit(MANIFESTS)];
  const [appends, largeAppends] = [limit(APPENDS), limit(LARGE_APPENDS)];
  routes.use("/api/notebook/*", (c, next) => {
    if (c.req.method === "GET" || c.req.method === "HEAD")
      return (c.req.path.endsWith("/records") ? recordReads : reads)(c, next);
    if (c.req.method !== "POST") return puts(c, next);
    // Before it is read; in chunks it may be as large as it likes.
    const isLarge = Number(c.req.header("content-length") ?? 0) > LARGE_BYTES || c.req.header("transfer-encoding");
    return (isLarge ? largeAppends : appends)(c, next);
  });
  return routes
    .openapi(list, async (c) => c.json(await listVaults(db, c.var.who.userId, limits), 200))
    .openapi(read, async (c) => {
      const state = await readVault(db, { ...c.req.valid("param"), userId: c.var.who.userId }, limits);
      return state ? c.json(state, 200) : problem(c, "not_found");
    })
    .openapi(put, async (c) => {
      const { follows, seq = follows + 1, manifest } = c.req.valid("json");
      const own = { ...c.req.valid("param"), userId: c.var.who.userId };
      const outcome = await turns.take(own.vault, () =>
        putManifest(db, own, { follows, seq, manifest }, limits, now()),
      );
      if (outcome.type === "put") return c.json(outcome.vault, 200);
      if (outcome.type === "not_found") return problem(c, "not_found");
      return problem(c, outcome.type, undefined, { newest: outcome.newest });
    })
    .openapi(remove, async (c) => {
      // Whoever has no account cannot sign in anew: their browser is all they are known by.
      const isFresh = c.var.who.anonymous || freshUntil(c.var.session) > now().getTime();
      if (!isFresh) return problem(c, "not_fresh");
      const own = { ...c.req.valid("param"), userId: c.var.who.userId };
      return (await deleteVault(parts, own)) ? c.body(null, 204) : problem(c, "not_found");
    })
    .openapi(manifests, async (c) => {
      const kept = await listManifests(db, { ...c.req.valid("param"), userId: c.var.who.userId });
      return kept ? c.json(kept, 200) : problem(c, "not_found");
    })
    .openapi(heads, async (c) => {
      const found = await readHeads(db, { ...c.req.valid("param"), userId: c.var.who.userId });
      return found ? c.json(found, 200) : problem(c, "not_found");
    })
    .openapi(append, async (c) => {
      const coming = c.req.valid("json").records.map(toComing);
      if (coming.reduce((sum, { bytes }) => sum + bytes.length, 0) > MAX_BATCH_BYTES) return problem(c, "too_large");
      const own = { ...c.req.valid("param"), userId: c.var.who.userId };
      const outcome = await turns.take(own.vault, () => appendRecords(db, own, coming, limits, now()));
      if (outcome.type === "appended") {
        stored(outcome.stored);
        if (outcome.stored > 0) waits.appended(own.vault);
        return c.json({ seqs: outcome.seqs }, 200);
      }
      if (outcome.type === "not_found") return problem(c, "not_found");
      if (outcome.type === "notebook_full") return problem(c, outcome.type);
      return problem(c, outcome.type, undefined, { head: outcome.head });
    })
    .openapi(records, async (c) => {
      const { after, doc = null, covered, wait } = c.req.valid("query");
      const own = { ...c.req.valid("param"), userId: c.var.who.userId };
      const asked = { after, doc, skipsCovered: covered === "skip" };
      const page = await readRecords(db, own, asked);
      if (!page) return problem(c, "not_found");
      if (page.records.length > 0 || wait === 0) return c.json(page, 200);
      const session = c.var.session.id;
      const waiting = waits.begin({ ...own, session, milliseconds: wait * 1000 });
      c.req.raw.signal.addEventListener("abort", () => waiting.end(), { once: true });
      const later = await readWhenThere(waiting, () => readRecords(db, own, asked));
      // Much may have happened meanwhile, a sign-out among it.
      if (!(await isLive(db, session))) return problem(c, "signed_out");
      return later ? c.json(later, 200) : problem(c, "not_found");
    })
    .openapi(confirm, async (c) => {
      const { vault, seq } = c.req.valid("param");
      const own = { vault, userId: c.var.who.userId };
      const found = await turns.take(vault, () => confirmSnapshot(db, own, seq, now()));
      return found ? c.body(null, 204) : problem(c, "not_found");
    });
}

type ReadRecord = z.infer<typeof appendSchema>["records"][number];

function toComing(record: ReadRecord): ComingRecord {
  const { doc, device, dseq, kind, bytes } = record;
  const digest = createHash("sha256").update(`${kind} `).update(bytes).digest("base64url");
  return { doc, device, dseq, kind, bytes, digest, snapshot: record.kind === "snapshot" ? record.snapshot : null };
}

/** @returns the first page with something on it, or the empty one when the wait is over. */
async function readWhenThere(
  waiting: RecordWait,
  readPage: () => Promise<NoteRecordsPage | null>,
): Promise<NoteRecordsPage | null> {
  try {
    for (let news: "appended" | "over" = "appended"; ; news = await waiting.next()) {
      const page = await readPage();
      if (page?.records.length !== 0 || news === "over") return page;
    }
  } finally {
    waiting.end();
  }
}

async function isLive(db: Kysely<Schema>, session: string): Promise<boolean> {
  return (await db.selectFrom("session").select("id").where("id", "=", session).executeTakeFirst()) !== undefined;
}
