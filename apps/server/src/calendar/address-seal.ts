import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";

/** Keeps secrets, such as addresses of calendars, so that whoever reads the database, or a copy of it, cannot use them. */
export type AddressSeal = {
  seal(id: string, address: string): string;
  /** @returns null where it was sealed with another key or under another id. */
  open(id: string, sealed: string): string | null;
};

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * @param random bytes, never the same twice
 * @param purpose what is sealed for one opens for no other
 */
export function createAddressSeal(
  secret: string,
  random: (size: number) => Uint8Array,
  purpose = "candor calendar addresses 1",
): AddressSeal {
  const key = Buffer.from(hkdfSync("sha256", secret, "", purpose, 32));
  return {
    seal(id, address) {
      const nonce = random(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(id));
      const sealed = Buffer.concat([cipher.update(address, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
    },
    open(id, sealed) {
      const bytes = Buffer.from(sealed, "base64url");
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAAD(Buffer.from(id)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        const body = bytes.subarray(NONCE_BYTES + TAG_BYTES);
        return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
      } catch {
        return null;
      }
    },
  };
}
