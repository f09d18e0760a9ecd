import { Hono } from "hono";
import { USER } from "./attributes.ts";
import type { Aftermath } from "./change-person.ts";
import { readOperations } from "./patch-resource.ts";
import { readBody, readListQuery, readSearch, readSelection } from "./read-request.ts";
import { answerList, answerOne } from "./scim-answer.ts";
import type { ScimEnv } from "./scim-env.ts";
import { notThere } from "./scim-refusal.ts";
import { listUsers, readUser } from "./user-rows.ts";
import { createUser, deleteUser, patchUser, replaceUser } from "./users.ts";

/** @param perform what a change asks for once it is stored. */
export function userRoutes(perform: (after: Aftermath) => void) {
  return new Hono<ScimEnv>()
    .get("/Users", async (c) => {
      const { db } = c.var.world;
      const page = await listUsers(db, c.var.world, readListQuery(c));
      return answerList(c, USER, page, readSelection(c));
    })
    .post("/Users/.search", async (c) => {
      const { db } = c.var.world;
      const { query, selection } = await readSearch(c);
      return answerList(c, USER, await listUsers(db, c.var.world, query), selection);
    })
    .post("/Users", async (c) => {
      const { user, after } = await createUser(c.var.world, await readBody(c));
      perform(after);
      return answerOne(c, USER, user, readSelection(c), 201);
    })
    .get("/Users/:id", async (c) => {
      const { db } = c.var.world;
      const user = await readUser(db, c.var.world, c.req.param("id"));
      if (!user) throw notThere();
      return answerOne(c, USER, user, readSelection(c));
    })
    .put("/Users/:id", async (c) => {
      const body = await readBody(c);
      const { user, after } = await replaceUser(
        c.var.world,
        c.req.param("id"),
        body,
        ifMatch(c.req.header("if-match")),
      );
      perform(after);
      return answerOne(c, USER, user, readSelection(c));
    })
    .patch("/Users/:id", async (c) => {
      const operations = readOperations(await readBody(c));
      const id = c.req.param("id");
      const { user, after } = await patchUser(c.var.world, id, operations, ifMatch(c.req.header("if-match")));
      perform(after);
      return answerOne(c, USER, user, readSelection(c));
    })
    .delete("/Users/:id", async (c) => {
      perform(await deleteUser(c.var.world, c.req.param("id"), ifMatch(c.req.header("if-match"))));
      return c.body(null, 204);
    });
}

function ifMatch(header: string | undefined): string | null {
  return header ?? null;
}
