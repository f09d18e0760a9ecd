import { fromBase64url, toBase64url } from "@candor/notebook/bytes/base64url.ts";
import { passkeySalt } from "@candor/notebook/vault/slot.ts";

export type PasskeyAnswer =
  | { type: "secret"; credential: string; prf: Uint8Array<ArrayBuffer> }
  /** there is a passkey, and its device or this browser has none of the secrets that notes are opened with */
  | { type: "no_secret" }
  /** nobody chose one, or there is none: browsers tell these apart in no way one may rely on */
  | { type: "cancelled" };

/** Whether this browser has passkeys at all; whether one gives a secret shows only when it is asked. */
export function mayHavePasskeys(): boolean {
  return typeof PublicKeyCredential !== "undefined" && window.isSecureContext;
}

/**
 * Asks a passkey for the secret that it gives to this vault alone (the PRF extension of WebAuthn). Nothing of the answer
 * goes to the server: the passkey is not used to sign in here.
 *
 * @param credentials the passkeys that open the vault; none: any of this site.
 */
export async function askPasskey(vault: string, credentials: readonly string[]): Promise<PasskeyAnswer> {
  const allow = credentials.flatMap((id) => fromBase64url(id) ?? []);
  try {
    const found = await navigator.credentials.get({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        userVerification: "required",
        allowCredentials: allow.map((id) => ({ id, type: "public-key" as const })),
        extensions: { prf: { eval: { first: passkeySalt(vault) } } },
      },
    });
    if (!(found instanceof PublicKeyCredential)) return { type: "cancelled" };
    const first = found.getClientExtensionResults().prf?.results?.first;
    if (!first) return { type: "no_secret" };
    const bytes =
      first instanceof ArrayBuffer ? new Uint8Array(first) : new Uint8Array(first.buffer.slice(0) as ArrayBuffer);
    return { type: "secret", credential: toBase64url(new Uint8Array(found.rawId)), prf: bytes };
  } catch {
    return { type: "cancelled" };
  }
}
