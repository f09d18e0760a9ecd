import { Hono } from "hono";
import { resourceTypes, schemas, serviceProviderConfig } from "./discovery.ts";
import { answer, listOf } from "./scim-answer.ts";
import type { ScimEnv } from "./scim-env.ts";
import { notThere, ScimRefusal } from "./scim-refusal.ts";

/** What this server can do, as RFC 7644, section 4 has it; a filter has no meaning here. */
export function discoveryRoutes() {
  const routes = new Hono<ScimEnv>().get("/ServiceProviderConfig", (c) =>
    answer(c, serviceProviderConfig(c.var.world.base)),
  );
  for (const [path, describe] of [
    ["/ResourceTypes", resourceTypes],
    ["/Schemas", schemas],
  ] as const) {
    routes.get(path, (c) => {
      if (c.req.query("filter")) throw new ScimRefusal(403, null, "This list cannot be filtered.");
      return answer(c, listOf(describe(c.var.world.base)));
    });
    routes.get(`${path}/:id`, (c) => {
      const wanted = c.req.param("id")?.toLowerCase();
      const found = describe(c.var.world.base).find(({ id }) => String(id).toLowerCase() === wanted);
      if (!found) throw notThere();
      return answer(c, found);
    });
  }
  return routes;
}
