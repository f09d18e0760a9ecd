import { artifactPaper } from "@candor/document/artifact/artifact-paper.ts";
import { artifactBody } from "@candor/document/artifact/artifact-roots.ts";
import { readComments } from "@candor/document/artifact/comments.ts";
import { readNotes } from "@candor/document/notes/read-notes.ts";
import { imagesIn } from "@candor/document/paper/paper.ts";
import { paperMarkdown } from "@candor/document/paper/paper-markdown.ts";
import type { ArtifactEntry } from "@candor/protocol/http/artifact.ts";
import { signal } from "@preact/signals";
import { thisTab } from "../offline/this-tab.ts";
import { asJson, becomesCurrent } from "../rights/gather-page.ts";
import { nameFolders } from "../rights/name-folders.ts";
import type { ArchiveFile } from "../rights/pack-zip.ts";
import { listArtifacts, listSuggestions, readArtifact } from "./artifact-calls.ts";

/** `missing`: what is not in it and why, each a sentence. */
type Gathered = { files: ArchiveFile[]; missing: string[] };

const ENDINGS: Readonly<Record<string, string>> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
  "image/webp": "webp",
};

/** The text, images and comments of every artifact that I take part in, one after the other. */
export async function* gatherArtifacts(): AsyncGenerator<Gathered> {
  const listed = await listArtifacts();
  if (listed.type !== "ok") {
    yield { files: [], missing: ["the artifacts that you take part in, which the server did not tell."] };
    return;
  }
  const mine = listed.value.filter(({ me }) => me !== "p0");
  const folders = nameFolders(mine.map(({ title }) => title));
  for (const [index, entry] of mine.entries()) yield gatherArtifact(entry, `artifacts/${folders[index]}`);
}

async function gatherArtifact(entry: ArtifactEntry, folder: string): Promise<Gathered> {
  const { id, title, me, owner, reviewOn } = entry;
  const answer = await readArtifact(id);
  const known = answer.type === "ok" ? answer.value : entry;
  const suggestions = await listSuggestions(id);
  const record = { ...known, suggestions: suggestions.type === "ok" ? suggestions.value : [] };
  if (entry.form === "link") return { files: [asJson(`${folder}/artifact.json`, record)], missing: [] };
  const { pages } = thisTab();
  const page = pages.open(id, { seat: signal(me), editedHere: () => undefined });
  try {
    await page.loaded;
    const isCurrent = await becomesCurrent(page);
    if (page.state.peek() !== "ready")
      return { files: [], missing: [`the text of “${title}”, which the server did not give.`] };
    const missing = isCurrent ? [] : [`what was changed elsewhere in “${title}” since this device last had it.`];
    const body = readNotes(artifactBody(page.doc));
    const images = new Map<string, ArchiveFile>();
    for (const src of imagesIn(body)) {
      const image = await fetchImage(src, folder);
      if (image) images.set(src, image);
      else missing.push(`an image of “${title}”, which the server did not give.`);
    }
    const placeOf = (src: string) => images.get(src)?.path.slice(folder.length + 1) ?? null;
    return {
      files: [
        { path: `${folder}/artifact.md`, text: paperMarkdown(artifactPaper(page.doc, { owner, reviewOn }), placeOf) },
        asJson(`${folder}/artifact.json`, { ...record, body, comments: readComments(page.doc) }),
        ...images.values(),
      ],
      missing,
    };
  } finally {
    pages.release(id);
  }
}

/** @param src of this server: the schema knows no other. */
async function fetchImage(src: string, folder: string): Promise<ArchiveFile | null> {
  try {
    const response = await thisTab().fetch(src, { credentials: "same-origin" });
    const ending = ENDINGS[response.headers.get("content-type") ?? ""];
    if (!response.ok || ending === undefined) return null;
    const name = src.slice(src.lastIndexOf("/") + 1);
    return { path: `${folder}/images/${name}.${ending}`, bytes: new Uint8Array(await response.arrayBuffer()) };
  } catch {
    return null;
  }
}
