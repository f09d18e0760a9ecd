/**
 * The shape of the page document. Rises when an older client could harm what a newer one writes; a client opens a page
 * of a higher version read-only.
 */
export const SCHEMA_VERSION = 1;

/** What a document may hold at its top, by name; a "line" is plain text. */
export type Roots = Readonly<Record<string, "map" | "xml" | "line">>;

/** Every root type of a page. */
export const PAGE_ROOTS = {
  page: "map", // schemaVersion and the pair's settings
  topics: "map", // id → Y.Map
  meetings: "map", // id → planned start, id:field → value
  actions: "map", // id → Y.Map
  pairing: "map", // id → Y.Map
  welcome: "xml", // a root type of its own, so that no peer ever has to create it
} as const satisfies Roots;

/** Every root type of an artifact. */
export const ARTIFACT_ROOTS = {
  page: "map", // schemaVersion, where it stands in a document of any kind
  title: "line",
  body: "xml",
  comments: "map", // id:field → value
} as const satisfies Roots;

/** Anything else is refused by the server's gate, which sees no document; of which kind one is, its check asks later. */
export const ROOT_TYPES = { ...PAGE_ROOTS, ...ARTIFACT_ROOTS } as const;
