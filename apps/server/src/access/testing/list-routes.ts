import { createApi } from "../../http/api.ts";
import { type AppParts, createApp } from "../../http/app.ts";

/** What the description of the API says about a route. */
export type DescribedRoute = {
  requestBody?: { content?: Record<string, { schema: JsonSchema }> };
  responses: Record<string, { content?: Record<string, { schema?: JsonSchema }> }>;
};

/** As much of JSON Schema as our routes use. */
export type JsonSchema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  pattern?: string;
  const?: unknown;
  enum?: unknown[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  minLength?: number;
  minimum?: number;
  minItems?: number;
};

export type RouteTable = {
  /** every address that the running server answers by itself, such as "GET /api/pairs/{id}", sorted */
  served: string[];
  /** those that answer any method, or a whole folder: what runs before routes, and the nets below them */
  nets: string[];
  described: Map<string, DescribedRoute>;
  schemas: Readonly<Record<string, JsonSchema>>;
};

/** Reads the routes from the application itself, so that a new one is in the tests without anybody thinking of it. */
export async function listRoutes(parts: AppParts): Promise<RouteTable> {
  const app = createApp(parts);
  const api = createApi(parts);
  const all = [...app.routes, ...api.routes].map(({ method, path }) => ({
    method,
    path: path.replace(/:(\w+)(?:\{[^}]*\})?/g, "{$1}"),
  }));
  const isNet = ({ method, path }: (typeof all)[number]) => method === "ALL" || path.includes("*");
  const document = (await (await app.request("/api/openapi.json")).json()) as {
    paths: Record<string, Record<string, DescribedRoute>>;
    components?: { schemas?: Record<string, JsonSchema> };
  };
  const described = new Map<string, DescribedRoute>();
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, route] of Object.entries(methods)) described.set(`${method.toUpperCase()} ${path}`, route);
  return {
    served: sorted(all.filter((route) => !isNet(route))),
    nets: sorted(all.filter(isNet)),
    described,
    schemas: document.components?.schemas ?? {},
  };
}

function sorted(routes: readonly { method: string; path: string }[]): string[] {
  return [...new Set(routes.map(({ method, path }) => `${method} ${path}`))].sort();
}
