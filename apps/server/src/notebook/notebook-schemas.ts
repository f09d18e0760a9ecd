import {
  type AppendedNoteRecords,
  type KeptManifest,
  MAX_BATCH_RECORDS,
  MAX_MANIFEST_BYTES,
  MAX_SNAPSHOT_BYTES,
  MAX_UPDATE_BYTES,
  MAX_WAIT_SECONDS,
  type ManifestConflict,
  type NoteHeads,
  type NoteRecordsPage,
  type RecordsConflict,
  type VaultState,
} from "@candor/protocol/http/notebook.ts";
import { z } from "@hono/zod-openapi";
import { fromBase64url } from "./base64url.ts";

const MAX_COVERS = 1_000; // devices of one document
const time = z.iso.datetime();
const count = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

/** Also no name that an object has of its own. */
const idSchema = z.string().regex(/^[A-Za-z0-9_-]{16,43}$/, "This is no id.");

/** Reads the bytes, which the answer's type then has in the place of the text. */
const bytesSchema = (most: number) =>
  z
    .string()
    .min(1)
    .max(Math.ceil((most * 4) / 3), "These are more bytes than can be kept.")
    .transform((text, context) => {
      const bytes = fromBase64url(text);
      if (bytes) return bytes;
      context.addIssue({ code: "custom", message: "This is not base64url." });
      return z.NEVER;
    });

export const vaultParams = z.object({ vault: idSchema });
export const snapshotParams = vaultParams.extend({ seq: z.coerce.number().pipe(count) });

export const recordsQuery = z.object({
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  doc: idSchema.optional(),
  covered: z.enum(["skip"]).optional(),
  wait: z.coerce.number().int().min(0).max(MAX_WAIT_SECONDS).default(0),
});

export const vaultStateSchema = z
  .object({
    vault: z.string(),
    seq: z.number(),
    manifest: z.string(),
    restoreEpoch: z.number(),
    changedAt: time,
    head: z.number(),
    usedBytes: z.number(),
    mostBytes: z.number(),
  })
  .openapi("VaultState") satisfies z.ZodType<VaultState>;

export const putManifestSchema = z
  .strictObject({
    follows: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
    seq: count.optional(),
    manifest: bytesSchema(MAX_MANIFEST_BYTES),
  })
  .refine(({ follows, seq }) => seq === undefined || seq > follows, "A manifest has a higher number than the last.")
  .openapi("PutManifest");

export const keptManifestSchema = z
  .object({ seq: z.number(), manifest: z.string(), at: time })
  .openapi("KeptManifest") satisfies z.ZodType<KeptManifest>;

const snapshotSchema = z.strictObject({
  covers: z
    .record(idSchema, z.number().int().min(0).max(Number.MAX_SAFE_INTEGER))
    .refine((covers) => Object.keys(covers).length <= MAX_COVERS, "These are more devices than one document has."),
  parent: count.nullable(),
});

const newRecord = { doc: idSchema, device: idSchema, dseq: count };

export const appendSchema = z
  .strictObject({
    records: z
      .array(
        z.discriminatedUnion("kind", [
          z.strictObject({ ...newRecord, kind: z.literal("update"), bytes: bytesSchema(MAX_UPDATE_BYTES) }),
          z.strictObject({
            ...newRecord,
            kind: z.literal("snapshot"),
            bytes: bytesSchema(MAX_SNAPSHOT_BYTES),
            snapshot: snapshotSchema,
          }),
        ]),
      )
      .min(1)
      .max(MAX_BATCH_RECORDS),
  })
  .openapi("AppendNoteRecords");

export const appendedSchema = z
  .object({ seqs: z.array(z.number()) })
  .openapi("AppendedNoteRecords") satisfies z.ZodType<AppendedNoteRecords>;

const headSchema = z.object({ doc: z.string(), device: z.string(), dseq: z.number() });

export const headsSchema = z
  .object({ head: z.number(), heads: z.array(headSchema) })
  .openapi("NoteHeads") satisfies z.ZodType<NoteHeads>;

export const recordsPageSchema = z
  .object({
    records: z.array(
      headSchema.extend({
        kind: z.enum(["update", "snapshot"]),
        bytes: z.string(),
        seq: z.number(),
        at: time,
        snapshot: z.object({ covers: z.record(z.string(), z.number()), parent: z.number().nullable() }).optional(),
        confirmedAt: time.nullable().optional(),
      }),
    ),
    more: z.boolean(),
  })
  .openapi("NoteRecordsPage") satisfies z.ZodType<NoteRecordsPage>;

const problem = { type: z.string(), title: z.string(), status: z.number().int(), detail: z.string().optional() };

/** Optional where this describes it, since the answer's type is that of every problem. */
export const manifestConflictSchema = z
  .object({ ...problem, newest: vaultStateSchema.optional() })
  .openapi("ManifestConflict") satisfies z.ZodType<Partial<ManifestConflict>>;

export const recordsConflictSchema = z
  .object({ ...problem, head: headSchema.extend({ snapshot: z.number().nullable() }).optional() })
  .openapi("RecordsConflict") satisfies z.ZodType<RecordsConflict>;
