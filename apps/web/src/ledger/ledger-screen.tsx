import { countLedger, ledger } from "@candor/core/ledger/ledger.ts";
import { directOf } from "@candor/core/person/direct-of.ts";
import { useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { usePage } from "../page/page-context.ts";
import { Tabs } from "../ui/tabs.tsx";
import { WayBack } from "../ui/way-back.tsx";
import { type Filter, passes } from "./filter.ts";
import { LedgerRow } from "./ledger-row.tsx";
import { SealedLedger } from "./sealed-ledger.tsx";
import { texts } from "./texts.ts";
import "./ledger.css";

const FILTERS: readonly { id: Filter; label: string }[] = [
  { id: "all", label: texts.filters.all },
  { id: "waiting", label: texts.filters.waiting },
  { id: "answered", label: texts.filters.answered },
];

/** What the direct raised, against what came of it. */
export function LedgerScreen() {
  const model = usePage();
  const filter = useSignal<Filter>("all");
  const { pairId } = model.handle;
  useEffect(() => {
    const before = document.title;
    document.title = `${texts.title} · ${before}`;
    return () => {
      document.title = before;
    };
  }, []);
  const entries = useComputed(() => ledger(model.handle.page.value, directOf(model.people.value)));
  const shown = entries.value.filter(passes(filter.value));
  return (
    <main class="ledger">
      <header class="start-top">
        <WayBack to={`/p/${pairId}`} label={texts.back} />
      </header>
      <div>
        <h1>{texts.title}</h1>
        <p class="ledger-lead">{leadFor(model)}</p>
        <p class="meta" data-counts>
          {texts.counts(countLedger(entries.value))}
        </p>
      </div>
      <Tabs
        label={texts.filter}
        tabs={FILTERS}
        selected={filter.value}
        panelId={() => "ledger-panel"}
        onSelect={(id) => {
          filter.value = id;
        }}
      />
      <div id="ledger-panel" role="tabpanel" aria-label={texts.title} class="stack">
        {shown.length === 0 ? (
          <div class="row">
            <p class="empty grow">{texts.empty[filter.value]}</p>
            {filter.value === "all" && (
              <a class="button" href={`/p/${pairId}`}>
                {texts.raise}
              </a>
            )}
          </div>
        ) : (
          <ul class="stack-list" aria-label={texts.title}>
            {shown.map((entry) => (
              <LedgerRow key={entry.topic.id} entry={entry} canAnswer={model.canEdit.value} />
            ))}
          </ul>
        )}
        <SealedLedger filter={filter.value} />
      </div>
    </main>
  );
}

function leadFor(model: ReturnType<typeof usePage>): string {
  const direct = directOf(model.people.value);
  if (direct === null) return texts.lead.both;
  return direct === model.me ? texts.lead.mine : texts.lead.theirs(model.people.value[direct].name);
}
