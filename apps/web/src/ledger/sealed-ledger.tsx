import { ledger } from "@candor/core/ledger/ledger.ts";
import { directOf } from "@candor/core/person/direct-of.ts";
import type { PageContents } from "@candor/document/page/read-contents.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { fetchYear, fetchYears } from "../page/fetch-volumes.ts";
import { usePage } from "../page/page-context.ts";
import { useNear } from "../page/use-near.ts";
import { Button } from "../ui/button.tsx";
import { type Filter, passes } from "./filter.ts";
import { LedgerRow } from "./ledger-row.tsx";
import { texts } from "./texts.ts";

/** The years that were taken out of the page, fetched when one scrolls down to them. */
export function SealedLedger({ filter }: { filter: Filter }) {
  const { handle } = usePage();
  const end = useRef<HTMLDivElement>(null);
  const isNear = useNear(end);
  const years = useSignal<readonly number[] | "unknown">([]);
  const ask = async () => {
    years.value = (await fetchYears(handle.pairId)) ?? "unknown";
  };
  useEffect(() => {
    if (isNear) void ask();
  }, [isNear]);
  const known = years.value;
  return (
    <div ref={end} class="stack">
      {known === "unknown" ? (
        <div class="row">
          <p class="meta grow" role="status">
            {texts.yearsUnknown}
          </p>
          <Button small onClick={() => void ask()}>
            {texts.retry}
          </Button>
        </div>
      ) : (
        known.map((year) => <SealedYear key={year} year={year} filter={filter} />)
      )}
    </div>
  );
}

type Shown = { type: "waiting" } | { type: "here"; contents: PageContents } | { type: "failed" };

function SealedYear({ year, filter }: { year: number; filter: Filter }) {
  const model = usePage();
  const frame = useRef<HTMLElement>(null);
  const isNear = useNear(frame);
  const shown = useSignal<Shown>({ type: "waiting" });
  const load = async () => {
    shown.value = { type: "waiting" };
    const contents = await fetchYear(model.handle.pairId, year).catch(() => null);
    shown.value = contents ? { type: "here", contents } : { type: "failed" };
  };
  useEffect(() => {
    if (isNear) void load();
  }, [isNear]);
  const state = shown.value;
  const headingId = `ledger-${year}`;
  return (
    <section ref={frame} class="ledger-year" aria-labelledby={headingId} aria-busy={isNear && state.type === "waiting"}>
      <h2 id={headingId}>{texts.year(year)}</h2>
      <p class="meta">{texts.yearHint}</p>
      {state.type === "failed" && (
        <div class="row" role="alert">
          <span class="grow">{texts.yearFailed(year)}</span>
          <Button small onClick={() => void load()}>
            {texts.retry}
          </Button>
        </div>
      )}
      {state.type === "here" && <Entries contents={state.contents} filter={filter} label={texts.year(year)} />}
    </section>
  );
}

function Entries({ contents, filter, label }: { contents: PageContents; filter: Filter; label: string }) {
  const model = usePage();
  // What came of it may still be on the page: an action stays there while it is open.
  const actions = [...contents.actions, ...model.handle.page.value.actions];
  const entries = ledger({ ...contents, actions }, directOf(model.people.value)).filter(passes(filter));
  if (entries.length === 0) return <p class="empty">{texts.yearNothing}</p>;
  return (
    <ul class="stack-list" aria-label={label}>
      {entries.map((entry) => (
        <LedgerRow key={entry.topic.id} entry={entry} canAnswer={false} />
      ))}
    </ul>
  );
}
