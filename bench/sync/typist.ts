import * as Y from "yjs";

/**
 * Somebody who types into a page, without a document in memory: thousands fit into one process. The first push is a
 * real page part of about the size asked for, each after it a keystroke as Yjs encodes one.
 */
export class Typist {
  readonly clientId: number;
  readonly session: string;
  cseq = 0;
  private clock = 0;

  constructor(session: string, clientId: number) {
    this.session = session;
    this.clientId = clientId;
  }

  /** A paragraph in the welcome, for the keystrokes to go on. */
  begin(bytes: number): Uint8Array {
    const doc = new Y.Doc();
    doc.clientID = this.clientId;
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [new Y.XmlText("x".repeat(Math.max(1, bytes)))]);
    doc.getXmlFragment("welcome").insert(0, [paragraph]);
    this.clock = Y.decodeStateVector(Y.encodeStateVector(doc)).get(this.clientId) ?? 0;
    this.cseq += 1;
    return Y.encodeStateAsUpdate(doc);
  }

  /** Some text after what was typed last. */
  type(text: string): Uint8Array {
    const bytes = [1, 1, ...varuint(this.clientId), ...varuint(this.clock), 0x84];
    bytes.push(...varuint(this.clientId), ...varuint(this.clock - 1), ...varuint(text.length));
    for (let index = 0; index < text.length; index += 1) bytes.push(text.charCodeAt(index));
    bytes.push(0);
    this.clock += text.length;
    this.cseq += 1;
    return Uint8Array.from(bytes);
  }
}

function varuint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push(128 | (rest % 128));
  bytes.push(rest);
  return bytes;
}
