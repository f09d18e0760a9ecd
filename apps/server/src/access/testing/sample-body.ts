import type { DescribedRoute, JsonSchema } from "./list-routes.ts";

type Schemas = Readonly<Record<string, JsonSchema>>;

/** The schema of a route's JSON body; null: it takes none. */
export function bodySchema(route: DescribedRoute | undefined): JsonSchema | null {
  return route?.requestBody?.content?.["application/json"]?.schema ?? null;
}

export function resolve(schema: JsonSchema, schemas: Schemas): JsonSchema {
  if (schema.$ref === undefined) return schema;
  const found = schemas[schema.$ref.replace("#/components/schemas/", "")];
  if (!found) throw new Error(`no schema ${schema.$ref}`);
  return resolve(found, schemas);
}

/** Something small that a schema takes, as far as the schema itself says what it takes. */
export function sampleOf(given: JsonSchema, schemas: Schemas): unknown {
  const schema = resolve(given, schemas);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (choice) return sampleOf(choice, schemas);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => sampleOf(part, schemas)));
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "object":
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, sampleOf(schema.properties?.[name] ?? {}, schemas)]),
      );
    case "array":
      return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}, schemas));
    case "integer":
    case "number":
      return schema.minimum ?? 1;
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return sampleText(schema);
  }
}

function sampleText({ format, minLength = 0 }: JsonSchema): string {
  if (format === "uuid") return "0b8f9f3e-3c51-4a6e-9d6b-5b6ad9ad4d5c";
  if (format === "date-time") return "2026-11-24T09:00:00.000Z";
  if (format === "date") return "2026-11-24";
  if (format === "email") return "kim@example.org";
  return "Kim".padEnd(minLength, "x");
}
