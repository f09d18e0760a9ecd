import { randomUUID } from "node:crypto";
import { EXPECTATIONS, type Expectation } from "./expectations.ts";
import type { RouteTable } from "./list-routes.ts";
import type { RawAnswer, Role, World } from "./open-world.ts";
import { bodySchema, sampleOf } from "./sample-body.ts";

export type Question = {
  route: string;
  role: Role;
  /** left out: that of Ana and Ben, or a new one where the path names none */
  id?: string;
  /** left out: the one of the table of expectations, or one made from the schema */
  body?: unknown;
  method?: string;
};

/** Asks a route as somebody, with a path and a body that fit it. */
export function askRoute(world: World, table: RouteTable, question: Question): Promise<RawAnswer> {
  const { route, role } = question;
  const [method = ""] = route.split(" ");
  const own = EXPECTATIONS[route]?.body;
  const body = question.body ?? (typeof own === "function" ? own(world) : sampleBody(table, route));
  return world.ask(role, question.method ?? method, addressOf(world, route, question.id), body);
}

export function addressOf(world: World, route: string, given?: string): string {
  const expectation = EXPECTATIONS[route] as Expectation;
  const [, pattern = ""] = route.split(" ");
  const id = given ?? (expectation.id ? world.ids[expectation.id].known : randomUUID());
  const params: Record<string, string> = { ...expectation.params?.(world) };
  const path = pattern.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? id));
  return path + (expectation.query ?? "");
}

export function sampleBody(table: RouteTable, route: string): unknown {
  const schema = bodySchema(table.described.get(route));
  const own = EXPECTATIONS[route]?.body;
  if (own !== undefined && typeof own !== "function") return own;
  return schema ? sampleOf(schema, table.schemas) : undefined;
}
