import type * as Y from "yjs";
import { readNotes } from "../notes/read-notes.ts";
import { type Paper, soundPaper } from "../paper/paper.ts";
import { artifactBody, artifactTitle } from "./artifact-roots.ts";

/** The words of the product that a file of an artifact holds. */
export type ArtifactPaperWords = { untitled: string; owner: string; review: string };

const ENGLISH: ArtifactPaperWords = { untitled: "Untitled", owner: "Owner", review: "Next review" };

/** What the records say of it; null: nobody, or none. */
export type ArtifactFacts = { owner: string | null; reviewOn: string | null };

/** An artifact to be handed out: its text alone, without what was said of it and without what is only proposed. */
export function artifactPaper(doc: Y.Doc, { owner, reviewOn }: ArtifactFacts, words = ENGLISH): Paper {
  const title = artifactTitle(doc).toJSON().trim();
  return soundPaper({
    title: title === "" ? words.untitled : title,
    lang: "en",
    facts: [
      ...(owner === null || owner === "" ? [] : [{ name: words.owner, value: owner }]),
      ...(reviewOn === null ? [] : [{ name: words.review, value: reviewOn }]),
    ],
    body: readNotes(artifactBody(doc)),
  });
}
