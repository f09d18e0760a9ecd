import { type RawBuilder, sql } from "kysely";
import type { Engine } from "./engine.ts";

/**
 * The right side of an `in` for many values that come as one parameter: a statement with a place for each would be put
 * together, and read by the database, anew for every number of them.
 */
export function oneOf(engine: Engine, values: ReadonlySet<string>): RawBuilder<string> {
  const list = JSON.stringify([...values]);
  return engine === "sqlite"
    ? sql`(select value from json_each(${list}))`
    : sql`(select value from json_array_elements_text(${list}::json))`;
}
