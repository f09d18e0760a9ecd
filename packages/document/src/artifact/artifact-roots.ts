import type * as Y from "yjs";

export function artifactTitle(doc: Y.Doc): Y.Text {
  return doc.getText("title");
}

export function artifactBody(doc: Y.Doc): Y.XmlFragment {
  return doc.getXmlFragment("body");
}

/** Flat, as meetings lie in a page: `x` holds what the comment x says, `x:field` the rest. */
export function commentsMap(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap("comments");
}
