import { otherMember } from "@candor/core/person/member.ts";
import { readContents } from "@candor/document/page/read-contents.ts";
import { exportJson } from "@candor/document/transfer/export-json.ts";
import { exportMarkdown } from "@candor/document/transfer/export-markdown.ts";
import type { TransferWords } from "@candor/document/transfer/transfer-words.ts";
import type { AccessLog } from "@candor/protocol/http/access.ts";
import type { PageVersion } from "@candor/protocol/http/people.ts";
import { effect } from "@preact/signals";
import type { PageInTab } from "../offline/page-in-tab.ts";
import { thisTab } from "../offline/this-tab.ts";
import { callApi } from "../people/api-client.ts";
import type { KnownPair } from "../people/people.ts";
import { peopleOf } from "../people/people-of.ts";
import { fetchSealedYears } from "../transfer/fetch-sealed-years.ts";
import type { TextFile } from "./pack-zip.ts";
import type { MyAction } from "./write-actions.ts";

/** `missing`: what is not in it and why, each a sentence. */
export type GatheredPage = { files: TextFile[]; actions: MyAction[]; missing: string[] };

const LONGEST_WAIT_MS = 15_000; // for the server to bring a page up to date
const MOST_TURNS = 500; // of a list that comes in parts

/** Everything of one page, as far as it can be had. */
export async function gatherPage(pair: KnownPair, folder: string, words: TransferWords): Promise<GatheredPage> {
  const { pages } = thisTab();
  const page = pages.open(pair.id);
  try {
    await page.loaded;
    const isCurrent = pair.standing === "shared" && (await becomesCurrent(page));
    if (page.state.peek() !== "ready")
      return { files: [], actions: [], missing: ["the page is not on this device, and the server did not give it."] };
    return await gatherOpen(pair, page, { folder, words, isCurrent });
  } finally {
    pages.release(pair.id);
  }
}

type Gathering = { folder: string; words: TransferWords; isCurrent: boolean };

async function gatherOpen(
  pair: KnownPair,
  { doc }: PageInTab,
  { folder, words, isCurrent }: Gathering,
): Promise<GatheredPage> {
  const people = peopleOf(pair);
  const members = [people.a, people.b];
  const missing: string[] = [];
  if (!isCurrent && pair.standing !== "only_here")
    missing.push("what was changed elsewhere since this device last had it.");
  const isOnServer = pair.standing === "shared";
  const years = isOnServer ? await fetchSealedYears(pair.id) : { contents: [], isWhole: pair.standing === "only_here" };
  if (!years.isWhole) missing.push("past years, which lie on the server.");
  const files = [
    { path: `${folder}/page.md`, text: exportMarkdown(doc, members, years.contents, words) },
    { path: `${folder}/page.json`, text: exportJson(doc, members, years.contents) },
  ];
  const contents = [readContents(doc), ...years.contents];
  const actions = contents
    .flatMap((part) => part.actions)
    .filter(({ owner }) => owner === pair.me)
    .map((action) => ({ ...action, with: people[otherMember(pair.me)].name || words.someone }));
  if (!isOnServer) return { files, actions, missing };

  const versions = await fetchAll<PageVersion>(
    (last) => `/api/pairs/${pair.id}/versions${last ? `?before=${last.seq}` : ""}`,
    (answer) => ({ entries: answer as PageVersion[], more: (answer as PageVersion[]).length > 0 }),
  );
  if (versions) files.push(asJson(`${folder}/versions.json`, versions));
  else missing.push("who wrote when, which the server did not tell.");
  const access = await fetchAll<AccessLog["events"][number]>(
    (last) => `/api/pairs/${pair.id}/access-log${last ? `?before=${last.day}` : ""}`,
    (answer) => ({ entries: (answer as AccessLog).events, more: (answer as AccessLog).more }),
  );
  if (access) files.push(asJson(`${folder}/access.json`, access));
  else missing.push("its access log, which the server did not tell.");
  return { files, actions, missing };
}

export function asJson(path: string, value: unknown): TextFile {
  return { path, text: `${JSON.stringify(value, null, 2)}\n` };
}

/** @returns null where one of its parts could not be had. */
async function fetchAll<Entry>(
  pathAfter: (last: Entry | null) => string,
  read: (answer: unknown) => { entries: Entry[]; more: boolean },
): Promise<Entry[] | null> {
  const all: Entry[] = [];
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const answer = await callApi<unknown>(thisTab().fetch, { method: "GET", path: pathAfter(all.at(-1) ?? null) });
    if (answer.type !== "ok") return null;
    const { entries, more } = read(answer.value);
    all.push(...entries);
    if (!more || entries.length === 0) return all;
  }
  return null;
}

/** Whether the page came to hold all that the server has; given up at once where there is no way to it. */
export async function becomesCurrent(page: PageInTab): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const { socket, environment } = thisTab();
  const stopTimer = environment.later(LONGEST_WAIT_MS, () => resolve(page.isCurrent.peek()));
  const stop = effect(() => {
    if (page.isCurrent.value) resolve(true);
    else if (socket.link.value === "down" || page.state.value === "missing") resolve(false);
  });
  const isCurrent = await promise;
  stop();
  stopTimer();
  return isCurrent;
}
