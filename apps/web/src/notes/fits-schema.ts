import { Fragment, type Node } from "prosemirror-model";
import * as Y from "yjs";
import { longNodes } from "./long-nodes.ts";
import { notesSchema } from "./notes-schema.ts";

/**
 * "foreign": holds what this version does not know. "malformed": known things where they can't stand, such as text
 * outside of a paragraph.
 */
export type Fit = "fits" | "foreign" | "malformed";

/**
 * Whether the editor may open a fragment. The binding deletes whatever its schema refuses, for both people, so it must
 * never see anything else. Containers that a merge left empty pass: nothing is lost with them.
 *
 * @param isLong it is an artifact's, which holds more than notes do.
 */
export function fitsSchema(fragment: Y.XmlFragment, isLong = false): Fit {
  try {
    const blocks = Fragment.fromArray(fragment.toArray().flatMap((child) => readBlock(child, isLong)));
    return blocks.childCount === 0 || notesSchema.topNodeType.validContent(blocks) ? "fits" : "malformed";
  } catch (error) {
    if (error instanceof Misfit) return error.fit;
    throw error;
  }
}

class Misfit extends Error {
  readonly fit: "foreign" | "malformed";
  constructor(fit: "foreign" | "malformed") {
    super(fit);
    this.fit = fit;
  }
}

/** @returns no node where a container is empty. */
function readBlock(shared: unknown, isLong: boolean): Node[] {
  if (shared instanceof Y.XmlText) throw new Misfit("malformed");
  if (!(shared instanceof Y.XmlElement)) throw new Misfit("foreign");
  const type = notesSchema.nodes[shared.nodeName];
  if (!type || type.isText || type === notesSchema.topNodeType) throw new Misfit("foreign");
  if (!isLong && Object.hasOwn(longNodes, type.name)) throw new Misfit("foreign");
  const attrs: Record<string, unknown> = shared.getAttributes();
  if (!knows(type.spec.attrs, attrs)) throw new Misfit("foreign");
  const children = shared
    .toArray()
    .flatMap((child): Node[] => (child instanceof Y.XmlText ? readText(child) : readBlock(child, isLong)));
  const content = Fragment.fromArray(children);
  if (type.validContent(content)) return [type.create(attrs, content)];
  if (children.length === 0) return [];
  throw new Misfit("malformed");
}

function readText(text: Y.XmlText): Node[] {
  const delta: { insert: unknown; attributes?: Record<string, unknown> }[] = text.toDelta();
  return delta.map(({ insert, attributes }) => {
    if (typeof insert !== "string") throw new Misfit("foreign");
    const marks = Object.entries(attributes ?? {}).map(([name, attrs]) => {
      const type = notesSchema.marks[name];
      if (!type || (isRecord(attrs) && !knows(type.spec.attrs, attrs))) throw new Misfit("foreign");
      return type.create(isRecord(attrs) ? attrs : null);
    });
    return notesSchema.text(insert, marks);
  });
}

// An attribute that the schema lacks would be removed by the next edit beside it.
function knows(known: object | undefined, attrs: Record<string, unknown>): boolean {
  return Object.keys(attrs).every((name) => known !== undefined && Object.hasOwn(known, name));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
