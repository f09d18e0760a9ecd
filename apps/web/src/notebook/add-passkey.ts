import type { DeviceNotebook } from "./device-notebook.ts";
import { askPasskey } from "./passkey-secret.ts";
import { sayChange } from "./say-change.ts";
import { vaultTexts } from "./vault-texts.ts";

/** Makes a passkey one of the ways to open the notes. @returns why not, in a sentence; null: it is one. */
export async function addPasskey(notebook: DeviceNotebook): Promise<string | null> {
  const answer = await askPasskey(notebook.manifest.peek()?.vault ?? "", []);
  if (answer.type === "cancelled") return vaultTexts.setup.passkeyCancelled;
  if (answer.type === "no_secret") return vaultTexts.setup.passkeyNoSecret;
  const { credential, prf } = answer;
  return sayChange(await notebook.change({ type: "add_slot", slot: { kind: "passkey", credential, prf } }));
}
