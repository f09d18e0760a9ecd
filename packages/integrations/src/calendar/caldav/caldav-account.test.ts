import { describe, test } from "vitest";
import { describeCalendarAccount } from "../account/testing/calendar-account.contract.ts";
import { CYRUS_IMAPD, missing, RADICALE, XANDIKOS } from "./testing/dav-servers.ts";
import { openDavWorld } from "./testing/open-dav-world.ts";

for (const kind of [RADICALE, XANDIKOS, CYRUS_IMAPD]) {
  const sentence = missing(kind);
  if (sentence === null) describeCalendarAccount(kind.name, () => openDavWorld(kind));
  else describe.skip(`an account with ${kind.name}`, () => test(sentence, () => {}));
}
