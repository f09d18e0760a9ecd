import { guessFirstStart } from "@candor/core/meeting/next-meeting.ts";
import { writeWelcome } from "@candor/core/page/write-welcome.ts";
import { cleanName } from "@candor/core/person/clean-name.ts";
import type { Role } from "@candor/core/person/member.ts";
import { beginPage } from "@candor/document/page/begin-page.ts";
import type { Pages } from "../offline/pages.ts";
import { ensureTemporal } from "./ensure-temporal.ts";
import { pairTexts } from "./pair-texts.ts";
import type { People } from "./people.ts";

export type NewPair = {
  theirName: string;
  /** left out: my name as I told it before, if I ever did */
  myName?: string;
  myRole?: Role;
  theirRole?: Role;
  everyWeeks?: number;
  minutes?: number;
};

/**
 * Begins a page with somebody: at once, on this device, whether or not there is a server to be reached.
 *
 * @returns the pair's id, which is also the page's.
 */
export async function createPair(
  { people, pages, newUuid }: { people: People; pages: Pages; newUuid: () => string },
  { theirName, myName, myRole = "manager", theirRole = "report", everyWeeks = 1, minutes = 30 }: NewPair,
): Promise<string> {
  await Promise.all([people.loaded, ensureTemporal()]);
  const pairId = newUuid();
  const mine = cleanName(myName ?? people.me.peek()?.name ?? "");
  const theirs = cleanName(theirName);
  // The page itself is opened first: the pair's way to the server then waits for nothing of it.
  const written = writeFirstPage({ pages }, pairId, {
    from: { name: mine, role: myRole },
    to: { name: theirs, role: theirRole },
    everyWeeks,
    minutes,
  });
  await Promise.all([written, people.begin(pairId, { myName: mine, theirName: theirs, myRole, theirRole })]);
  return pairId;
}

type FirstPage = {
  from: Named;
  to: Named;
  everyWeeks?: number;
  minutes?: number;
  /** left out: a guess */
  firstStart?: string | null;
};
type Named = { name: string; role: Role };

/** Writes what a page begins with: its settings, its welcome and a first meeting. */
export async function writeFirstPage(
  { pages }: { pages: Pages },
  pairId: string,
  { from, to, everyWeeks = 1, minutes = 30, firstStart }: FirstPage,
): Promise<void> {
  const page = pages.open(pairId);
  try {
    await Promise.all([page.loaded, ensureTemporal()]);
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const settings = { everyWeeks, minutes, medium: null, timeZone };
    const named = { ...from, name: from.name === "" ? pairTexts.unnamed(from.role) : from.name };
    beginPage(page.doc, page.editor(), {
      settings,
      welcome: writeWelcome({ settings, from: named, to }),
      firstStart: firstStart === undefined ? guessFirstStart(Temporal.Now.instant(), timeZone) : firstStart,
    });
    page.begun();
  } finally {
    pages.release(pairId);
  }
}
