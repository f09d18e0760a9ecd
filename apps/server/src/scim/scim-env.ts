import type { ScimWorld } from "./scim-world.ts";

/** What every handler finds beside its request. */
export type ScimEnv = { Variables: { world: ScimWorld } };
