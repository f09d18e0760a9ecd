import { ARTIFACT_KINDS, ARTIFACT_ROLES, AUDIENCES, SOURCE_KINDS } from "@candor/core/artifact/artifact.ts";
import { isId } from "@candor/core/id.ts";
import { safeHref } from "@candor/core/notes/note-node.ts";
import type {
  AgreeToPoints,
  ArtifactAnswer,
  ArtifactCandidate,
  ArtifactEntry,
  ArtifactImage,
  ArtifactProposal,
  ArtifactVersion,
  ChangeArtifact,
  ChangeSource,
  CreateArtifact,
  InvitePerson,
  PageArtifacts,
  ProposePoints,
  TakeBackPoint,
} from "@candor/protocol/http/artifact.ts";
import { z } from "@hono/zod-openapi";
import { plainLine } from "../http/plain-line.ts";

const MAX_TITLE_LENGTH = 200; // UTF-16 units
const MAX_ADDRESS_LENGTH = 2_000;
const MAX_ITEM_LENGTH = 200;
const MAX_POINT_LENGTH = 4_000;
const MAX_POINTS = 50;

const time = z.iso.datetime();
const day = z.iso.date();
const kind = z.enum(ARTIFACT_KINDS);
const role = z.enum(ARTIFACT_ROLES);
const audience = z.enum(AUDIENCES);
const seat = z.enum(["a", "b"]);
const member = z.templateLiteral(["p", z.int().min(0).max(9_999)]);
const title = plainLine("A title", MAX_TITLE_LENGTH).refine((text) => text !== "", "A title is needed.");
const item = plainLine("What it answers", MAX_ITEM_LENGTH).refine((text) => text !== "", "That is nothing.");
// It is shown as a link and followed by a person: nothing else of an address is asked, and nobody here fetches it.
const address = z
  .string()
  .max(MAX_ADDRESS_LENGTH)
  .transform((text) => text.trim())
  .refine(
    (text) => /^https?:\/\/\S+$/i.test(text) && safeHref(text) !== null && URL.canParse(text),
    "That is no address of a page. It begins with https://.",
  );
const sourceKind = z.enum(SOURCE_KINDS);
// PostgreSQL's text holds neither NUL nor half of a surrogate pair.
const words = z
  .string()
  .max(MAX_POINT_LENGTH)
  .transform((text) => text.trim())
  .refine((text) => text !== "" && !text.includes("\0") && text.isWellFormed(), "That is nothing to write down.");

export const artifactParams = z.object({ id: z.uuid() });
export const proposalParams = artifactParams.extend({ proposal: z.uuid() });
export const personParams = artifactParams.extend({ member });
export const imageParams = artifactParams.extend({ image: z.uuid() });
export const versionParams = artifactParams.extend({
  seq: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER),
});

const sourceSchema = z.object({ kind: sourceKind, item: z.string(), pair: z.string().nullable() });
const pointSchema = z.strictObject({
  id: z.string().refine(isId, "An id is needed."),
  whose: seat.nullable(),
  text: words,
});
const points = z.array(pointSchema).max(MAX_POINTS);

export const entrySchema = z
  .object({
    id: z.uuid(),
    kind,
    form: z.enum(["document", "link"]),
    title: z.string(),
    address: z.string().nullable(),
    audience,
    workspace: z.object({ id: z.string(), name: z.string() }).nullable(),
    owner: z.string().nullable(),
    myRole: role,
    me: member,
    reviewOn: z.string().nullable(),
    reviewedAt: time.nullable(),
    createdAt: time,
    openLinks: z.number().int(),
    sources: z.array(sourceSchema),
  })
  .openapi("ArtifactEntry") satisfies z.ZodType<ArtifactEntry>;

export const proposalSchema = z
  .object({
    id: z.uuid(),
    artifact: z.uuid(),
    pair: z.uuid(),
    me: seat,
    proposedBy: seat,
    proposedAt: time,
    state: z.enum(["open", "leaving", "out", "withdrawn"]),
    revision: z.number().int(),
    points: z.array(z.object({ id: z.string(), whose: seat.nullable(), text: z.string() })),
    agreed: z.object({ a: time.nullable(), b: time.nullable() }),
  })
  .openapi("ArtifactProposal") satisfies z.ZodType<ArtifactProposal>;

export const artifactSchema = entrySchema
  .extend({
    people: z.array(z.object({ member, name: z.string(), role, joined: z.boolean() })),
    proposals: z.array(proposalSchema),
  })
  .openapi("ArtifactAnswer") satisfies z.ZodType<ArtifactAnswer>;

export const createArtifactSchema = z
  .strictObject({
    kind,
    form: z.enum(["document", "link"]),
    title,
    address: address.optional(),
    pair: z.uuid().optional(),
    workspace: z.uuid().optional(),
    sources: z
      .array(z.strictObject({ kind: sourceKind, item }))
      .max(3)
      .optional(),
    points: points.optional(),
  })
  .refine(({ form, address: given }) => form === "document" || given !== undefined, "An address is needed.")
  .openapi("CreateArtifact") satisfies z.ZodType<CreateArtifact>;

export const changeArtifactSchema = z
  .strictObject({
    kind: kind.optional(),
    title: title.optional(),
    address: address.optional(),
    reviewOn: day.nullable().optional(),
    audience: audience.optional(),
  })
  .openapi("ChangeArtifact") satisfies z.ZodType<ChangeArtifact>;

export const changeSourceSchema = z
  .strictObject({ kind: sourceKind, item, pair: z.uuid().nullable() })
  .openapi("ChangeArtifactSource") satisfies z.ZodType<ChangeSource>;

export const proposePointsSchema = z
  .strictObject({ pair: z.uuid(), points: points.min(1), revision: z.number().int().positive().nullable() })
  .openapi("ProposePoints") satisfies z.ZodType<ProposePoints>;

export const agreeSchema = z
  .strictObject({ revision: z.number().int().positive() })
  .openapi("AgreeToPoints") satisfies z.ZodType<AgreeToPoints>;

export const takeBackSchema = z
  .strictObject({ point: z.string().refine(isId, "An id is needed.") })
  .openapi("TakeBackPoint") satisfies z.ZodType<TakeBackPoint>;

export const pageArtifactsSchema = z
  .object({ artifacts: z.array(entrySchema), proposals: z.array(proposalSchema) })
  .openapi("PageArtifacts") satisfies z.ZodType<PageArtifacts>;

export const candidateSchema = z
  .object({ pair: z.string().optional(), person: z.string().optional(), name: z.string() })
  .openapi("ArtifactCandidate") satisfies z.ZodType<ArtifactCandidate>;

export const invitePersonSchema = z
  .strictObject({ pair: z.uuid().optional(), person: z.uuid().optional(), role: z.enum(["writer", "reader"]) })
  .refine(({ pair, person }) => (pair === undefined) !== (person === undefined), "Say whom.")
  .openapi("InvitePerson") satisfies z.ZodType<InvitePerson>;

export const changePersonSchema = z.strictObject({ role }).openapi("ChangeArtifactPerson");

export const imageSchema = z.object({ src: z.string() }).openapi("ArtifactImage") satisfies z.ZodType<ArtifactImage>;

export const artifactVersionSchema = z
  .object({ seq: z.number().int(), at: time, by: z.array(z.string()), updates: z.number().int() })
  .openapi("ArtifactVersion") satisfies z.ZodType<ArtifactVersion>;
