import type { PageContents } from "@candor/document/page/read-contents.ts";
import { readVolume } from "@candor/document/volume/year-volume.ts";
import type { PageVolume } from "@candor/protocol/http/people.ts";

/**
 * The years that were taken out of a page and lie on the server.
 *
 * @returns `isWhole` is false where the server could not be asked for all of them.
 */
export async function fetchSealedYears(pairId: string): Promise<{ contents: PageContents[]; isWhole: boolean }> {
  const path = `/api/pairs/${encodeURIComponent(pairId)}/volumes`;
  try {
    const volumes = (await (await ask(path)).json()) as PageVolume[];
    const contents: PageContents[] = [];
    for (const { year } of volumes) {
      contents.push(readVolume(new Uint8Array(await (await ask(`${path}/${year}`)).arrayBuffer())));
    }
    return { contents, isWhole: true };
  } catch (fault) {
    // A page that the server has not heard of yet has no years there.
    return { contents: [], isWhole: fault instanceof NotThere };
  }
}

async function ask(path: string): Promise<Response> {
  const answer = await fetch(path, { credentials: "same-origin", cache: "no-store" });
  if (answer.status === 404) throw new NotThere();
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

class NotThere extends Error {}
