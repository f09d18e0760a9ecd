import type { MemberId } from "@candor/core/person/member.ts";
import type { PageChange } from "@candor/document/page/changes-between.ts";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { registerCommands } from "../commands/commands.ts";
import type { PageHandle } from "../offline/page-handle.ts";
import { sinceText } from "../print/when.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { lazily } from "../ui/lazily.tsx";
import { type ChangesSince, watchChanges } from "./changes-since.ts";
import { goToThing, type Thing } from "./go-to-thing.ts";
import { placeNamer, startName } from "./say-places.ts";
import { changeText, historyTexts } from "./texts.ts";
import "./history.css";

const texts = historyTexts.changes;

type ChangesBarProps = { handle: PageHandle; names: Readonly<Record<MemberId, string>> };

const HandoffLines = lazily(
  () => import("../handoff/handoff-lines.tsx").then((module) => module.HandoffLines),
  () => null, // without the server there is nothing to tell
);

/** What is new about a page: another manager, and what the other changed. */
export function ChangesBar(props: ChangesBarProps) {
  return (
    <>
      <HandoffLines pairId={props.handle.pairId} />
      <Changes {...props} />
    </>
  );
}

/** "4 changes since Tuesday", with keys from one to the next and the same as a list; nothing where nothing changed. */
function Changes({ handle, names }: ChangesBarProps) {
  const watch = useMemo(() => watchChanges(handle), [handle]);
  useEffect(() => watch.stop, [watch]);
  const [listed, setListed] = useState(false);
  const position = useRef(-1);
  const shown = watch.changes.value;

  const say = (change: PageChange) =>
    changeText(change, {
      names,
      me: handle.member,
      by: watch.changes.peek()?.by ?? null,
      placeName: placeNamer(handle.page.peek()),
      startName,
    });
  const list = () => {
    watch.ask();
    setListed(true);
  };
  const jump = (step: 1 | -1) => {
    const found = watch.changes.peek()?.changes ?? [];
    if (found.length === 0) return announce(texts.nothing);
    const from = position.current < 0 && step < 0 ? 0 : position.current;
    position.current = (from + step + found.length) % found.length;
    goTo(found[position.current], position.current, found.length);
  };
  const goTo = (change: PageChange | undefined, at: number, count: number) => {
    if (!change) return;
    setListed(false);
    goToThing(handle.page.peek(), thingOf(change));
    announce(texts.at(at + 1, count, say(change)));
  };

  useEffect(
    () =>
      registerCommands([
        {
          id: "changes",
          name: texts.commandShow,
          keywords: texts.keywords,
          shortcut: null,
          run: () => (watch.changes.peek() ? list() : announce(texts.nothing)),
        },
        { id: "next-change", name: texts.commandNext, shortcut: "N", run: () => jump(1) },
        { id: "previous-change", name: texts.commandPrevious, shortcut: "Shift+N", run: () => jump(-1) },
      ]),
    [watch],
  );

  if (!shown) return null;
  const since = sinceText(shown.since, Date.now());
  return (
    <section class="changes-bar" aria-label={texts.count(shown.changes.length, since)}>
      <span class="grow">{texts.count(shown.changes.length, since)}</span>
      <Button small onClick={list}>
        {texts.show}
      </Button>
      <Button small onClick={() => jump(1)}>
        {texts.next}
      </Button>
      <Button small look="quiet" onClick={watch.dismiss}>
        {texts.dismiss}
      </Button>
      {listed && (
        <Dialog title={texts.title(since)} onClose={() => setListed(false)}>
          <ChangesList shown={shown} say={say} goTo={goTo} />
        </Dialog>
      )}
    </section>
  );
}

type ChangesListProps = {
  shown: ChangesSince;
  say: (change: PageChange) => string;
  goTo: (change: PageChange, at: number, count: number) => void;
};

function ChangesList({ shown, say, goTo }: ChangesListProps) {
  return (
    <ol class="changes-list">
      {shown.changes.map((change, index) => (
        <li key={`${change.type}${"id" in change ? change.id : ""}`}>
          <span>{say(change)}</span>
          <Button
            small
            aria-label={`${texts.goTo}: ${say(change)}`}
            onClick={() => goTo(change, index, shown.changes.length)}
          >
            {texts.goTo}
          </Button>
        </li>
      ))}
    </ol>
  );
}

function thingOf(change: PageChange): Thing {
  if (!("id" in change) || change.type === "imported")
    return { noun: change.type === "welcome_edited" ? "welcome" : "settings" };
  const noun = change.type.startsWith("topic") ? "topic" : change.type.startsWith("action") ? "action" : "meeting";
  return { noun, id: change.id };
}
