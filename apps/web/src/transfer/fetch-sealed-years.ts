import { type PageContents, readContents } from "@candor/document/page/read-contents.ts";
import type { PageVolume } from "@candor/protocol/http/people.ts";
import * as Y from "yjs";

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
      const doc = new Y.Doc();
      Y.applyUpdate(doc, new Uint8Array(await (await ask(`${path}/${year}`)).arrayBuffer()));
      contents.push(readContents(doc));
      doc.destroy();
    }
    return { contents, isWhole: true };
  } catch {
    return { contents: [], isWhole: false };
  }
}

async function ask(path: string): Promise<Response> {
  const answer = await fetch(path, { credentials: "same-origin", cache: "no-store" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}
