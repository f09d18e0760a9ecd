import { hostname } from "node:os";
import type { DeviceRequest } from "@candor/protocol/http/device.ts";
import type { NewApiToken } from "@candor/protocol/http/token.ts";
import { askServer, Refused } from "./ask-server.ts";
import type { Credentials } from "./credentials.ts";

const SCOPES = ["pages:read", "meetings:read", "topics:write", "actions:write", "imports:write"];
const MAX_NAME_LENGTH = 60;

type Waiting = { say: (line: string) => void; pause: (milliseconds: number) => Promise<void> };

/**
 * Shows a code that the person types in their browser, and waits until they have, after RFC 8628.
 *
 * @throws {Refused} where they said no, or never came.
 */
export async function signIn(typed: string, { say, pause }: Waiting): Promise<Credentials> {
  const address = originOf(typed);
  const body = { name: `candor on ${hostname()}`.slice(0, MAX_NAME_LENGTH), scopes: SCOPES };
  const asked = await askServer<DeviceRequest>(address, "/api/device", { method: "POST", body });
  const { deviceCode, userCode, verificationUri, interval, expiresIn } = asked;
  say(`Open ${verificationUri} and type ${userCode}`);
  let wait = interval * 1000;
  for (let waited = 0; waited < expiresIn * 1000; waited += wait) {
    await pause(wait);
    try {
      const given = { method: "POST", body: { deviceCode } };
      const { secret } = await askServer<NewApiToken>(address, "/api/device/token", given);
      return { address, secret };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.problem === "slow_down") wait += 1000;
      else if (error.problem !== "authorization_pending") throw error;
    }
  }
  throw new Refused("Nobody answered within ten minutes. Begin again.");
}

function originOf(typed: string): string {
  const address = URL.parse(/^https?:\/\//.test(typed) ? typed : `https://${typed}`);
  const isHere = address !== null && ["localhost", "127.0.0.1", "[::1]"].includes(address.hostname);
  if (address?.protocol === "https:" || (address?.protocol === "http:" && isHere)) return address.origin;
  throw new Refused("The address must begin with https://, such as https://candor.example.org.");
}
