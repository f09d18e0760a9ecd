import type { PageContents } from "@candor/document/page/read-contents.ts";
import { readVolume } from "@candor/document/volume/year-volume.ts";
import type { PageVolume } from "@candor/protocol/http/people.ts";

/** The years that were taken out of a page, the newest first. @returns null where the server can't be reached. */
export async function fetchYears(pairId: string): Promise<number[] | null> {
  const answer = await ask(`/api/pairs/${encodeURIComponent(pairId)}/volumes`);
  return answer && ((await answer.json()) as PageVolume[]).map(({ year }) => year);
}

/** One year of a page. @returns null where it can't be had just now. */
export async function fetchYear(pairId: string, year: number): Promise<PageContents | null> {
  const answer = await ask(`/api/pairs/${encodeURIComponent(pairId)}/volumes/${year}`);
  return answer && readVolume(new Uint8Array(await answer.arrayBuffer()));
}

async function ask(path: string): Promise<Response | null> {
  try {
    const answer = await fetch(path, { credentials: "same-origin", cache: "no-store" });
    return answer.ok ? answer : null;
  } catch {
    return null;
  }
}
