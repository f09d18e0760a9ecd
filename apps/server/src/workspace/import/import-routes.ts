import type { ImportPeople, ImportPreview, ImportUndone, PeopleImport } from "@candor/protocol/http/people-import.ts";
import { createRoute, z } from "@hono/zod-openapi";
import { createRoutes, type SignedInEnv } from "../../http/app-env.ts";
import { json, jsonBody, problems } from "../../http/json-content.ts";
import { problem } from "../../http/problem.ts";
import { type WorkspaceRoutesParts, whoAsks } from "../workspace-routes.ts";
import { workspaceParams } from "../workspace-schemas.ts";
import { importPeople, listImports, previewImport } from "./import-people.ts";
import { undoImport } from "./undo-import.ts";

const MAX_CSV_LENGTH = 2_000_000; // UTF-16 units; ten thousand people take about half of it

const csv = z.string().max(MAX_CSV_LENGTH, "A file of people has at most two million characters.");
const importParams = workspaceParams.extend({ import: z.uuid() });

const counts = z.object({
  added: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  leftOut: z.number().int(),
  managers: z.number().int(),
});

const reason = z.looseObject({ why: z.string() });

const previewSchema = z
  .discriminatedUnion("type", [
    z.object({
      type: z.literal("preview"),
      columns: z.array(z.object({ header: z.string(), field: z.string().nullable() })),
      rows: z.array(
        z.object({
          line: z.number().int(),
          name: z.string(),
          verdict: z.enum(["add", "change", "same", "leave_out"]),
          changes: z.array(
            z.object({
              field: z.enum(["name", "email", "title", "department", "externalId"]),
              from: z.string(),
              to: z.string(),
            }),
          ),
          manager: z.object({ name: z.string(), since: z.string() }).nullable(),
          fault: reason.nullable(),
          notes: z.array(reason),
        }),
      ),
      counts,
      digest: z.string(),
    }),
    z.object({ type: z.literal("empty") }),
    z.object({ type: z.literal("no_name"), headers: z.array(z.string()) }),
    z.object({ type: z.literal("column_twice"), headers: z.tuple([z.string(), z.string()]) }),
    z.object({ type: z.literal("unreadable"), line: z.number().int() }),
    z.object({ type: z.literal("too_many_rows"), most: z.number().int() }),
  ])
  .openapi("ImportPreview") satisfies z.ZodType<ImportPreview>;

const importSchema = z
  .object({ id: z.string(), at: z.string(), by: z.string(), undoneAt: z.string().nullable(), counts })
  .openapi("PeopleImport") satisfies z.ZodType<PeopleImport>;

const undoneSchema = z
  .object({
    removed: z.number().int(),
    restored: z.number().int(),
    kept: z.array(
      z.object({
        name: z.string(),
        why: z.enum(["joined", "left", "changed", "manages", "email_taken", "manager_changed"]),
      }),
    ),
  })
  .openapi("ImportUndone") satisfies z.ZodType<ImportUndone>;

const importBody = z
  .strictObject({ csv, digest: z.string().max(100) })
  .openapi("ImportPeople") satisfies z.ZodType<ImportPeople>;

const preview = createRoute({
  method: "post",
  path: "/api/workspaces/{workspace}/imports/preview",
  summary: "What a file of people would do, row by row; changes nothing",
  request: { params: workspaceParams, ...jsonBody(z.strictObject({ csv }).openapi("ImportText")) },
  responses: { 200: { description: "What it would do", ...json(previewSchema) }, ...problems(400, 401, 404, 429) },
});

const carryOut = createRoute({
  method: "post",
  path: "/api/workspaces/{workspace}/imports",
  summary: "Import a file of people as it was previewed, all of it or nothing",
  request: {
    params: workspaceParams,
    ...jsonBody(importBody),
  },
  responses: {
    201: { description: "What it did", ...json(z.object({ id: z.string(), counts }).openapi("ImportDone")) },
    ...problems(400, 401, 404, 409, 429),
  },
});

const list = createRoute({
  method: "get",
  path: "/api/workspaces/{workspace}/imports",
  summary: "The last imports, the newest first",
  request: { params: workspaceParams },
  responses: { 200: { description: "At most fifty", ...json(z.array(importSchema)) }, ...problems(401, 404, 429) },
});

const undo = createRoute({
  method: "post",
  path: "/api/workspaces/{workspace}/imports/{import}/undo",
  summary: "Take an import back, but for what was changed since",
  request: { params: importParams },
  responses: { 200: { description: "What went back", ...json(undoneSchema) }, ...problems(401, 404, 409, 429) },
});

export function importRoutes({ db, access, now, newId }: WorkspaceRoutesParts) {
  const tell = (pages: readonly string[]) => {
    for (const page of pages) access.changed(page);
  };
  return createRoutes<SignedInEnv>()
    .openapi(preview, async (c) => {
      const who = whoAsks(c, c.req.valid("param").workspace, now);
      const answer = await previewImport(db, who, c.req.valid("json").csv, newId);
      return answer ? c.json(answer, 200) : problem(c, "not_found");
    })
    .openapi(carryOut, async (c) => {
      const who = whoAsks(c, c.req.valid("param").workspace, now);
      const result = await importPeople(db, who, c.req.valid("json"), newId);
      if (result.type !== "imported") return problem(c, result.type);
      tell(result.pages);
      return c.json({ id: result.id, counts: result.counts }, 201);
    })
    .openapi(list, async (c) => {
      const imports = await listImports(db, whoAsks(c, c.req.valid("param").workspace, now));
      return imports ? c.json(imports, 200) : problem(c, "not_found");
    })
    .openapi(undo, async (c) => {
      const { workspace, import: id } = c.req.valid("param");
      const result = await undoImport(db, whoAsks(c, workspace, now), id);
      if (result.type !== "undone") return problem(c, result.type);
      tell(result.pages);
      return c.json(result.undone, 200);
    });
}
