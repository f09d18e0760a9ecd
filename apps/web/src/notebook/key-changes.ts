import { changeVault } from "@candor/notebook/vault/change-vault.ts";
import { createVault } from "@candor/notebook/vault/create-vault.ts";

/** What makes new manifests: fetched when one is to be put on the server, and not kept for times without it. */
export const keyChanges = { changeVault, createVault };
