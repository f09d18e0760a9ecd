import * as Y from "yjs";
import { ArrivedUpdate } from "../edit.ts";
import { meetingsMap, pageMap, rootMap, welcomeFragment } from "../roots.ts";

const ZONES_OF_PEOPLE: ReadonlySet<unknown> = new Set(["timeZoneOfA", "timeZoneOfB"]); // devices say these by themselves

/**
 * Calls back once after each transaction that changed a page, with the ids of the topics, actions and meetings it
 * touched, "welcome" and "settings" among them.
 *
 * @param edited `mine` is true for what was edited on this device, whatever the tab.
 * @returns stops observing.
 */
export function observeEdited(doc: Y.Doc, edited: (ids: ReadonlySet<string>, mine: boolean) => void): () => void {
  const touched = new Map<Y.Transaction, Set<string>>();
  const touch = (transaction: Y.Transaction, ids: Iterable<string>) => {
    const known = touched.get(transaction) ?? new Set<string>();
    for (const id of ids) known.add(id);
    touched.set(transaction, known);
  };
  const onThings: DeepObserver = (events, transaction) => touch(transaction, events.flatMap(firstKeys));
  const onMeetings: DeepObserver = (events, transaction) =>
    touch(
      transaction,
      events.flatMap(firstKeys).map((key) => key.split(":")[0] ?? key),
    );
  const onSettings = ({ keysChanged }: Y.YMapEvent<unknown>, transaction: Y.Transaction) => {
    if ([...keysChanged].some((key) => !ZONES_OF_PEOPLE.has(key))) touch(transaction, ["settings"]);
  };
  const onWelcome = (_events: unknown, transaction: Y.Transaction) => touch(transaction, ["welcome"]);
  const afterTransaction = (transaction: Y.Transaction) => {
    const ids = touched.get(transaction);
    touched.delete(transaction);
    if (ids) edited(ids, isMine(transaction));
  };

  const things = [rootMap(doc, "topics"), rootMap(doc, "actions")];
  for (const map of things) map.observeDeep(onThings);
  meetingsMap(doc).observeDeep(onMeetings);
  pageMap(doc).observe(onSettings);
  welcomeFragment(doc).observeDeep(onWelcome);
  doc.on("afterTransaction", afterTransaction);
  return () => {
    for (const map of things) map.unobserveDeep(onThings);
    meetingsMap(doc).unobserveDeep(onMeetings);
    pageMap(doc).unobserve(onSettings);
    welcomeFragment(doc).unobserveDeep(onWelcome);
    doc.off("afterTransaction", afterTransaction);
  };
}

type DeepObserver = Parameters<Y.Map<unknown>["observeDeep"]>[0];

function firstKeys(event: Y.YEvent<Y.AbstractType<unknown>>): string[] {
  const [first] = event.path;
  if (typeof first === "string") return [first];
  return event instanceof Y.YMapEvent ? [...event.keysChanged].filter((key) => typeof key === "string") : [];
}

function isMine(transaction: Y.Transaction): boolean {
  const { origin } = transaction;
  return origin instanceof ArrivedUpdate ? origin.from === "tab" : transaction.local;
}
