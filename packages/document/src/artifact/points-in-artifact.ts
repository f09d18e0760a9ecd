import type { Point } from "@candor/core/artifact/agreement.ts";
import * as Y from "yjs";
import { layGroundwork } from "../edit.ts";
import { wellFormed } from "../text.ts";
import { artifactBody } from "./artifact-roots.ts";

/** Puts what both agreed to at the end, a paragraph a line, each marked with its point. */
export function addPoints(doc: Y.Doc, points: readonly Point[]): void {
  layGroundwork(doc, () => {
    const body = artifactBody(doc);
    body.insert(
      body.length,
      points.flatMap(({ id, text }) =>
        wellFormed(text)
          .split(/\n+/)
          .map((line) => paragraphOf(line, id)),
      ),
    );
  });
}

function paragraphOf(line: string, point: string): Y.XmlElement {
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.setAttribute("point", point);
  if (line !== "") paragraph.insert(0, [new Y.XmlText(line)]);
  return paragraph;
}

/**
 * Takes out whatever still stands where a point was put, however it was edited since. What was typed anew elsewhere
 * stays: nobody can know where it came from.
 */
export function takeOutPoint(doc: Y.Doc, point: string): void {
  layGroundwork(doc, () => takeOutOf(artifactBody(doc), point));
}

function takeOutOf(parent: Y.XmlFragment, point: string): void {
  for (let index = parent.length - 1; index >= 0; index -= 1) {
    const child = parent.get(index);
    if (!(child instanceof Y.XmlElement)) continue;
    if (child.getAttribute("point") === point) parent.delete(index, 1);
    else takeOutOf(child, point);
  }
}
