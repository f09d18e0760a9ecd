type TrustedTypes = {
  createPolicy: (
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ) => { createScriptURL: (address: string) => string };
};

/**
 * The server lets no plain string become a script's address (SECURITY.md).
 *
 * @param address written in the code or by the build, never what somebody typed or sent.
 */
export function scriptAddress(address: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (!trustedTypes) return address;
  return trustedTypes.createPolicy("candor-worker", { createScriptURL: () => address }).createScriptURL(address);
}
