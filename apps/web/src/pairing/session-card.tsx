import type { JoinedSession, PairingEntry } from "@candor/core/pairing/pairing.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import { useRef } from "preact/hooks";
import { usePage } from "../page/page-context.ts";
import { Button } from "../ui/button.tsx";
import { AddLine } from "./add-line.tsx";
import { EntryRow } from "./entry-row.tsx";
import { FrictionRow } from "./friction-row.tsx";
import { OutLink } from "./linked-text.tsx";
import { bin, finish, goOn } from "./pairing-edits.ts";
import { pairingTexts as texts } from "./pairing-texts.ts";
import { sayDayOf, sayTime } from "./say-stamp.ts";
import { SessionFields } from "./session-fields.tsx";
import { SharedLine } from "./shared-line.tsx";
import type { PairingView } from "./use-pairing.ts";

const say = texts.session;

type SessionProps = { session: JoinedSession; view: PairingView; directFirst: MemberId };

/** A session that goes on: the same on both screens. */
export function OpenSession({ session, view, directFirst }: SessionProps) {
  const model = usePage();
  const { id, kind, text, at } = session;
  const subject = text.trim() || texts.kinds[kind];
  return (
    <section
      class="card stack paired-open"
      aria-label={`${texts.kinds[kind]}: ${subject}`}
      data-session={id}
      tabIndex={-1}
    >
      <div class="section-head">
        <p class="meta">
          <span class="chip paired-now">{say.open}</span> {texts.kinds[kind]}, {say.since(sayTime(at), sayDayOf(at))}
        </p>
        {model.canEdit.value && (
          <div class="row" data-no-print>
            <Button small look="primary" onClick={() => finish(model, id)}>
              {say.finish}
            </Button>
            <Button small look="quiet" onClick={() => bin(model, id, say.binned)}>
              {say.bin}
            </Button>
          </div>
        )}
      </div>
      {session.subjects.map((each) => (
        <SharedLine key={each.id} id={each.id} text={each.text} field={say.on} empty={say.subject} as="h2" />
      ))}
      <SessionLinks session={session} />
      {model.canEdit.value && <SessionFields session={session} />}
      <SessionLog session={session} view={view} />
      {model.canEdit.value && <AddLine session={id} directFirst={directFirst} />}
    </section>
  );
}

/** A session that is over, folded to one line. */
export function PastSession({ session, view }: Omit<SessionProps, "directFirst">) {
  const model = usePage();
  const { id, kind, text, at, finishedAt } = session;
  const lines = view.entries.filter((each) => each.session === id).length;
  const frictions = view.frictions.filter((each) => each.session === id).length;
  return (
    <li data-session={id}>
      <details class="paired-past">
        <summary>
          <span class="paired-past-name">{text.trim() || texts.kinds[kind]}</span>{" "}
          <span class="meta">
            {texts.kinds[kind]} · {say.when(sayDayOf(at), sayTime(at), sayTime(finishedAt ?? at))} ·{" "}
            {say.counts(lines, frictions)}
          </span>
        </summary>
        <div class="stack">
          <SessionLinks session={session} />
          <SessionLog session={session} view={view} />
          {model.canEdit.value && (
            <div class="row" data-no-print>
              <Button small onClick={() => goOn(model, id)}>
                {say.resume}
              </Button>
              <Button small look="quiet" onClick={() => bin(model, id, say.binned)}>
                {say.bin}
              </Button>
            </div>
          )}
        </div>
      </details>
    </li>
  );
}

function SessionLinks({ session: { links } }: { session: JoinedSession }) {
  return links.map((link) => (
    <p key={link}>
      <OutLink href={link} />
    </p>
  ));
}

function SessionLog({ session: { id, text, kind }, view }: Omit<SessionProps, "directFirst">) {
  const log = useRef<HTMLOListElement>(null);
  const written = [...view.entries, ...view.frictions]
    .filter(({ session }) => session === id)
    .sort((left, right) => (left.at + left.id < right.at + right.id ? -1 : 1));
  if (written.length === 0) return <p class="empty">{say.nothing}</p>;
  return (
    <ol ref={log} class="paired-log" aria-label={say.log(text.trim() || texts.kinds[kind])} tabIndex={-1}>
      {written.map((thing) =>
        thing.what === "entry" ? (
          <EntryRow key={thing.id} entry={thing satisfies PairingEntry} onGone={() => log.current?.focus()} />
        ) : (
          <FrictionRow key={thing.id} friction={thing} tracker={view.tracker} inLog />
        ),
      )}
    </ol>
  );
}
