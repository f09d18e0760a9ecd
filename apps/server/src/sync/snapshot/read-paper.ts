import { type ArtifactFacts, artifactPaper } from "@candor/document/artifact/artifact-paper.ts";
import type { Paper } from "@candor/document/paper/paper.ts";
import { buildPage, type Unsound } from "./build-page.ts";
import type { LoggedPage } from "./logged-page.ts";

/** Reads an artifact as it is to be handed out. */
export function readPaper(page: LoggedPage, facts: ArtifactFacts): { type: "paper"; paper: Paper } | Unsound {
  const built = buildPage(page);
  if (built.type === "unsound") return built;
  const paper = artifactPaper(built.doc, facts);
  built.doc.destroy();
  return { type: "paper", paper };
}
