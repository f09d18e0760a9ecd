/**
 * The shape of the page document. Rises when an older client could harm what a newer one writes; a client opens a page
 * of a higher version read-only.
 */
export const SCHEMA_VERSION = 1;

/** Every root type of a page document; anything else is refused by the server's gate. */
export const ROOT_TYPES = {
  page: "map", // schemaVersion and the pair's settings
  topics: "map", // id → Y.Map
  meetings: "map", // id → planned start, id:field → value
  actions: "map", // id → Y.Map
  welcome: "xml", // a root type of its own, so that no peer ever has to create it
} as const;
