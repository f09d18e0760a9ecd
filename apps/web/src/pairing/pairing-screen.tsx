import { isSettled, orderFrictions } from "@candor/core/pairing/friction-way.ts";
import { directOf } from "@candor/core/person/direct-of.ts";
import { useEffect, useRef } from "preact/hooks";
import { usePage } from "../page/page-context.ts";
import { SyncStatus } from "../page/sync-status.tsx";
import { announceRemote } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { WayBack } from "../ui/way-back.tsx";
import { exportPairing } from "./export-pairing.ts";
import { FrictionRow, rowId } from "./friction-row.tsx";
import { PairedBin } from "./paired-bin.tsx";
import { pairingTexts as texts } from "./pairing-texts.ts";
import { OpenSession, PastSession } from "./session-card.tsx";
import { StartForm } from "./start-form.tsx";
import { type PairingView, usePairing } from "./use-pairing.ts";
import "../people/people.css";
import "./pairing.css";

/** Two working side by side: what goes on now, what gets in the way, and what was before. The same on both screens. */
export function PairingScreen() {
  const model = usePage();
  const { handle, people, other, me } = model;
  const name = people.value[other].name || texts.someone;
  const view = usePairing(handle.doc).value;
  const main = useRef<HTMLElement>(null);
  const open = view.sessions.filter(({ finishedAt }) => finishedAt === null);
  const past = view.sessions.filter(({ finishedAt }) => finishedAt !== null);
  const frictions = orderFrictions(view.frictions, today.value);
  const [unsettled, settled] = [frictions.filter((each) => !isSettled(each)), frictions.filter(isSettled)];
  const directFirst = directOf(people.value) ?? me;
  useTitle(texts.screen(name));
  useRemote(view, name);
  useOpenForPrint(main);
  useSought(main, view);
  const start = model.canEdit.value && (
    <StartForm
      onStarted={(id) =>
        queueMicrotask(() =>
          requestAnimationFrame(() =>
            main.current?.querySelector<HTMLElement>(`[data-session="${CSS.escape(id)}"] textarea`)?.focus(),
          ),
        )
      }
    />
  );
  return (
    <main ref={main} class="pairing">
      <header class="section-head" data-no-print>
        <WayBack to={`/p/${encodeURIComponent(handle.pairId)}`} label={texts.back} />
        <SyncStatus />
      </header>
      <div>
        <h1>{texts.screen(name)}</h1>
        <p class="meta">{texts.intro(name)}</p>
      </div>
      {open.map((session) => (
        // Under the id that it had here: joined with one that the other began meanwhile, what is being typed stays.
        <OpenSession
          key={session.members.find(({ author }) => author === me)?.id ?? session.id}
          session={session}
          view={view}
          directFirst={directFirst}
        />
      ))}
      {model.canEdit.value &&
        (open.length === 0 ? (
          <section class="card stack" aria-labelledby="start-heading" data-no-print>
            <h2 id="start-heading">{texts.begin.title}</h2>
            {start}
          </section>
        ) : (
          <details class="paired-details" data-no-print>
            <summary>{texts.begin.another}</summary>
            {start}
          </details>
        ))}
      <section class="stack" aria-labelledby="frictions-heading">
        <div class="section-head">
          <h2 id="frictions-heading" tabIndex={-1}>
            {texts.frictions.title}
          </h2>
          <a href="/settings/frictions" data-no-print>
            {texts.frictions.across}
          </a>
        </div>
        {frictions.length === 0 && <p class="empty">{texts.frictions.none}</p>}
        <ul class="stack-list">
          {unsettled.map((friction) => (
            <FrictionRow key={friction.id} friction={friction} tracker={view.tracker} />
          ))}
        </ul>
        {settled.length > 0 && (
          <details class="paired-details">
            <summary>{texts.frictions.settled(settled.length)}</summary>
            <ul class="stack-list">
              {settled.map((friction) => (
                <FrictionRow key={friction.id} friction={friction} tracker={view.tracker} />
              ))}
            </ul>
          </details>
        )}
      </section>
      <section class="stack" aria-labelledby="past-heading">
        <h2 id="past-heading">{texts.past.title}</h2>
        {past.length === 0 && <p class="empty">{texts.past.none}</p>}
        <ul class="stack-list">
          {past.map((session) => (
            <PastSession key={session.id} session={session} view={view} />
          ))}
        </ul>
      </section>
      {view.binned.length > 0 && <PairedBin binned={view.binned} />}
      {view.sessions.length > 0 && (
        <div class="row" data-no-print>
          <Button onClick={() => exportPairing(model, view)}>{texts.markdown}</Button>
          <Button onClick={() => window.print()}>{texts.print}</Button>
        </div>
      )}
    </main>
  );
}

function useTitle(title: string): void {
  useEffect(() => {
    const before = document.title;
    document.title = `${title} · Candor`;
    return () => {
      document.title = before;
    };
  }, [title]);
}

/** Says, to who listens, that the other has started or finished. */
function useRemote({ sessions }: PairingView, name: string): void {
  const { other } = usePage();
  const open = sessions.filter(({ finishedAt, author }) => finishedAt === null && author === other);
  const before = useRef<ReadonlySet<string> | null>(null);
  const ids = open.map(({ id }) => id).join();
  useEffect(() => {
    const known = before.current;
    before.current = new Set(open.map(({ id }) => id));
    if (known === null) return;
    if (open.some(({ id }) => !known.has(id))) announceRemote(texts.session.remote(name), "pairing");
  }, [ids]);
}

/** Shows the session or friction that the address names, unfolds what hides it, and puts the focus there. */
function useSought(main: { readonly current: HTMLElement | null }, { sessions }: PairingView): void {
  useEffect(() => {
    const show = () => {
      const sought = /^#pairing-(.+)$/.exec(location.hash)?.[1];
      if (sought === undefined) return;
      const session = sessions.find(({ members }) => members.some(({ id }) => id === sought))?.id;
      const found =
        session === undefined
          ? document.getElementById(rowId(sought))
          : main.current?.querySelector<HTMLElement>(`[data-session="${CSS.escape(session)}"]`);
      if (!found) return;
      for (let at: HTMLElement | null = found; at; at = at.parentElement) if (at.matches("details")) at.open = true;
      const folded = found.querySelector<HTMLDetailsElement>(".paired-past");
      if (folded) folded.open = true;
      found.scrollIntoView({ block: "center" });
      (folded?.querySelector<HTMLElement>("summary") ?? found).focus();
    };
    show();
    addEventListener("hashchange", show);
    return () => removeEventListener("hashchange", show);
  }, [sessions.length > 0]);
}

/** What is folded is printed, too. */
function useOpenForPrint(main: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    let opened: HTMLDetailsElement[] = [];
    const before = () => {
      opened = [...(main.current?.querySelectorAll<HTMLDetailsElement>("details:not([open])") ?? [])];
      for (const each of opened) each.open = true;
    };
    const after = () => {
      for (const each of opened) each.open = false;
    };
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    return () => {
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
    };
  }, []);
}
