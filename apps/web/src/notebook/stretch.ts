import type { Stretch } from "@candor/notebook/vault/stretch.ts";

/** Argon2id, by a worker that is fetched when a passphrase is first used. Rejects where it cannot be had. */
export const stretch: Stretch = async (passphrase, params) =>
  (await import("./stretch/stretch-passphrase.ts")).stretchPassphrase(passphrase, params);
