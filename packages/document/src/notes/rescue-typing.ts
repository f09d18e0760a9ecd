import * as Y from "yjs";
import { Groundwork } from "../edit.ts";
import { findHome } from "./find-home.ts";

const MAX_REMEMBERED = 200; // texts; they are forgotten once the server has what removed them

/**
 * A character and how Yjs knows it. `unit`: UTF-16, empty where it was deleted before. "lost": to be typed anew;
 * "refuge": it was, in the paragraph made for it.
 */
type Character = { client: number; clock: number; unit: string; state: "known" | "lost" | "refuge" };

/** A run of text inside rich text, as it was before the block around it went. */
type OldText = {
  fragment: Y.XmlFragment;
  /** the block at the top level that it lay in */
  top: Y.Item;
  id: Y.ID;
  characters: Character[];
  /** where what had no neighbours left was typed anew */
  refuge: Y.XmlText | null;
};

type Ranges = ReadonlyMap<number, readonly { clock: number; len: number }[]>;

/**
 * Keeps what one types into a block of rich text that the other turns into something else, or takes away, before they
 * know of each other's edit. To Yjs the block is deleted and another stands in its place, so what was typed would go with
 * it. It is typed anew where its neighbours are now; where they are nowhere, as a paragraph of its own.
 *
 * Of the two it is done by the one whose edit the server stores second: that one has it waiting still when the other's
 * arrives. So it is done once, and by somebody who is there.
 */
export class TypingRescue {
  private readonly doc: Y.Doc;
  /** what was removed here, oldest first */
  private removed: OldText[] = [];

  constructor(doc: Y.Doc) {
    this.doc = doc;
    doc.on("afterTransaction", this.remember);
  }

  destroy(): void {
    this.doc.off("afterTransaction", this.remember);
    this.removed = [];
  }

  /**
   * @param updates what arrives, in the order of the log; snapshots may be among them.
   * @param pending what was changed here and the server has not stored, oldest first.
   * @param apply puts the updates into the document.
   */
  take(updates: readonly Uint8Array[], pending: readonly Uint8Array[], apply: () => void): void {
    if (pending.length === 0) {
      this.removed = [];
      apply();
      return;
    }
    const waiting = pending.map((update) => Y.decodeUpdate(update));
    const typed = this.ownTexts(waiting.flatMap(({ structs }) => structs));
    this.removed = this.removed.filter(({ id }) => waiting.some(({ ds }) => Y.isDeleted(ds, id)));
    const arriving = this.removed.length === 0 ? [] : this.unknownTexts(updates);
    apply();
    const lost = [...typed.filter(({ id }) => isGone(this.doc, id)), ...this.placed(arriving)];
    if (lost.length > 0) this.doc.transact(() => lost.forEach(typeAnew), new Groundwork());
  }

  /** Texts in which something stands that the server has not stored yet. */
  private ownTexts(structs: readonly (Y.Item | Y.GC | Y.Skip)[]): OldText[] {
    const own = new Map<number, { clock: number; len: number }[]>();
    for (const struct of structs) {
      if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue;
      const { client, clock } = struct.id;
      own.set(client, [...(own.get(client) ?? []), { clock, len: struct.length }]);
    }
    const texts = new Set<Y.XmlText>();
    for (const [client, ranges] of own) {
      for (const { clock, len } of ranges) {
        for (const item of itemsFrom(this.doc, client, clock, len)) {
          if (!item.deleted && item.parent instanceof Y.XmlText) texts.add(item.parent);
        }
      }
    }
    return [...texts].flatMap((text) => oldText(text, (item) => !item.deleted, own) ?? []);
  }

  private readonly remember = (transaction: Y.Transaction): void => {
    const { deleteSet } = transaction;
    if (!transaction.local || transaction.origin instanceof Groundwork || deleteSet.clients.size === 0) return;
    const texts = new Set<Y.XmlText>();
    Y.iterateDeletedStructs(transaction, deleteSet, (struct) => {
      if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentType)) return;
      if (struct.content.type instanceof Y.XmlText) texts.add(struct.content.type);
    });
    for (const text of texts) {
      // What was deleted before stays gone; only what went with the block counts.
      const old = oldText(text, (item) => Y.isDeleted(deleteSet, item.id), new Map());
      if (old) this.removed.push(old);
    }
    this.removed = this.removed.slice(-MAX_REMEMBERED);
  };

  private unknownTexts(updates: readonly Uint8Array[]): Y.Item[] {
    const { store } = this.doc;
    return updates
      .filter((update) => update.length > 0)
      .flatMap((update) => {
        const { structs, ds } = Y.decodeUpdate(update);
        return structs.filter(
          (struct): struct is Y.Item =>
            struct instanceof Y.Item &&
            struct.content instanceof Y.ContentString &&
            struct.id.clock >= Y.getState(store, struct.id.client) &&
            !Y.isDeleted(ds, struct.id),
        );
      });
  }

  /** Puts each arriving run where it would have stood in what was removed here. */
  private placed(arriving: readonly Y.Item[]): OldText[] {
    const touched = new Set<OldText>();
    for (const { id, origin, rightOrigin, parent, content } of arriving) {
      for (const old of this.removed) {
        const after = origin ? indexOf(old, origin) : -1;
        const before = rightOrigin ? indexOf(old, rightOrigin) : -1;
        // In an empty text it has no neighbours: of such a one the update says where it lies.
        const isFirst = origin === null && rightOrigin === null && Y.compareIDs(parent as Y.ID, old.id);
        if (after < 0 && (origin !== null || before < 0) && !isFirst) continue;
        const units = (content as Y.ContentString).str.split("");
        const run = units.map((unit, index) => ({
          client: id.client,
          clock: id.clock + index,
          unit,
          state: "lost" as const,
        }));
        old.characters.splice(after < 0 ? Math.max(before, 0) : after + 1, 0, ...run);
        touched.add(old);
        break;
      }
    }
    return [...touched];
  }
}

function oldText(text: Y.XmlText, isShown: (item: Y.Item) => boolean, own: Ranges): OldText | null {
  let top = text._item;
  while (top && top.parent instanceof Y.XmlElement) top = top.parent._item;
  if (!text._item || !top || !(top.parent instanceof Y.XmlFragment)) return null;
  const characters: Character[] = [];
  for (let item = text._start; item !== null; item = item.right) {
    const { client, clock } = item.id;
    const ranges = own.get(client) ?? [];
    const units = item.content instanceof Y.ContentString && isShown(item) ? item.content.str : "";
    for (let index = 0; index < item.length; index += 1) {
      const isOwn = ranges.some((range) => clock + index >= range.clock && clock + index < range.clock + range.len);
      const isLost = isOwn && units !== "";
      characters.push({ client, clock: clock + index, unit: units[index] ?? "", state: isLost ? "lost" : "known" });
    }
  }
  return { fragment: top.parent, top, id: text._item.id, characters, refuge: null };
}

/** Types what was lost once more, run by run. */
function typeAnew(old: OldText): void {
  const { fragment, characters } = old;
  if (fragment._item?.deleted) return;
  for (let from = 0; from < characters.length; from += 1) {
    if (characters[from]?.state !== "lost") continue;
    let to = from;
    while (characters[to]?.state === "lost") to += 1;
    const run = characters.slice(from, to);
    const left = unitsOf(characters.slice(0, from));
    const right = unitsOf(characters.slice(to).filter(({ state }) => state !== "lost"));
    const home = findHome(textsIn(fragment), left, right);
    if (home) home.text.insert(home.index, unitsOf(run));
    else takeRefuge(old, from, unitsOf(run));
    for (const character of run) character.state = home ? "known" : "refuge";
    from = to;
  }
}

function takeRefuge(old: OldText, from: number, run: string): void {
  const { refuge, fragment, top, characters } = old;
  if (refuge?._item && !refuge._item.deleted) {
    const before = characters.slice(0, from).filter(({ state }) => state === "refuge").length;
    refuge.insert(Math.min(before, refuge.length), run);
    return;
  }
  let index = 0;
  for (let item = fragment._start; item !== null; item = item.right) {
    if (!item.deleted) index += item.length;
    if (item === top) break;
  }
  const paragraph = new Y.XmlElement("paragraph");
  old.refuge = new Y.XmlText(run);
  paragraph.insert(0, [old.refuge]);
  fragment.insert(index, [paragraph]);
}

function textsIn(type: Y.XmlFragment): Y.XmlText[] {
  return type.toArray().flatMap((child) => {
    if (child instanceof Y.XmlText) return [child];
    return child instanceof Y.XmlElement ? textsIn(child) : [];
  });
}

function* itemsFrom(doc: Y.Doc, client: number, clock: number, length: number): Generator<Y.Item> {
  const end = Math.min(clock + length, Y.getState(doc.store, client));
  for (let at = clock; at < end; ) {
    const item: unknown = Y.getItem(doc.store, Y.createID(client, at));
    if (!(item instanceof Y.Item)) return; // collected: it is long gone
    yield item;
    at = item.id.clock + item.length;
  }
}

function isGone(doc: Y.Doc, id: Y.ID): boolean {
  const item: unknown = Y.getItem(doc.store, id);
  return !(item instanceof Y.Item) || item.deleted;
}

function indexOf({ characters }: OldText, id: Y.ID): number {
  return characters.findIndex(({ client, clock }) => client === id.client && clock === id.clock);
}

function unitsOf(characters: readonly Character[]): string {
  return characters.map(({ unit }) => unit).join("");
}
