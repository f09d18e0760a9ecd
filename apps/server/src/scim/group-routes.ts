import { Hono } from "hono";
import { GROUP } from "./attributes.ts";
import { listGroups, readGroup } from "./group-rows.ts";
import { createGroup, deleteGroup, patchGroup, replaceGroup } from "./groups.ts";
import { readOperations } from "./patch-resource.ts";
import type { Selection } from "./present-resource.ts";
import { readBody, readListQuery, readSearch, readSelection } from "./read-request.ts";
import { answerList, answerOne } from "./scim-answer.ts";
import type { ScimEnv } from "./scim-env.ts";
import { notThere } from "./scim-refusal.ts";

export function groupRoutes() {
  return new Hono<ScimEnv>()
    .get("/Groups", async (c) => {
      const { db, workspaceId } = c.var.world;
      const selection = readSelection(c);
      const page = await listGroups(db, workspaceId, readListQuery(c), { members: wantsMembers(selection) });
      return answerList(c, GROUP, page, selection);
    })
    .post("/Groups/.search", async (c) => {
      const { db, workspaceId } = c.var.world;
      const { query, selection } = await readSearch(c);
      const page = await listGroups(db, workspaceId, query, { members: wantsMembers(selection) });
      return answerList(c, GROUP, page, selection);
    })
    .post("/Groups", async (c) =>
      answerOne(c, GROUP, await createGroup(c.var.world, await readBody(c)), readSelection(c), 201),
    )
    .get("/Groups/:id", async (c) => {
      const { db, workspaceId } = c.var.world;
      const group = await readGroup(db, workspaceId, c.req.param("id"));
      if (!group) throw notThere();
      return answerOne(c, GROUP, group, readSelection(c));
    })
    .put("/Groups/:id", async (c) => {
      const body = await readBody(c);
      const group = await replaceGroup(c.var.world, c.req.param("id"), body, c.req.header("if-match") ?? null);
      return answerOne(c, GROUP, group, readSelection(c));
    })
    .patch("/Groups/:id", async (c) => {
      const operations = readOperations(await readBody(c));
      const group = await patchGroup(c.var.world, c.req.param("id"), operations, c.req.header("if-match") ?? null);
      const selection = readSelection(c);
      // A large group is sent back only to whoever asks for something of it.
      if (selection.attributes === null) return c.body(null, 204);
      return answerOne(c, GROUP, group, selection);
    })
    .delete("/Groups/:id", async (c) => {
      await deleteGroup(c.var.world, c.req.param("id"), c.req.header("if-match") ?? null);
      return c.body(null, 204);
    });
}

/** Whether members go out, by the query alone; what is read and not wanted is left away later. */
function wantsMembers({ attributes, excluded }: Selection): boolean {
  if (attributes !== null) return /members/i.test(attributes);
  return excluded === null || !/(^|[,:\s])members\s*(,|$)/i.test(excluded);
}
