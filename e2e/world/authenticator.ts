import type { Person } from "./person.ts";

/** A device that makes and uses passkeys and knows its owner. @param hasPrf they give secrets, too */
export async function giveAuthenticator(
  person: Person,
  { hasPrf = false }: { hasPrf?: boolean } = {},
): Promise<{
  recognises: (isUserVerified: boolean) => Promise<void>;
  credentials: () => Promise<readonly unknown[]>;
}> {
  const devtools = await person.context.newCDPSession(person.page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      hasPrf,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    /** whether the device can tell that it is its owner */
    async recognises(isUserVerified) {
      await devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
    },
    async credentials() {
      return (await devtools.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
    },
  };
}
