import { type OrderedAction, orderActions } from "@candor/core/action/order-actions.ts";
import { otherMember } from "@candor/core/person/member.ts";
import { computed, useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { registerCommands } from "../commands/commands.ts";
import { thisTab } from "../offline/this-tab.ts";
import { PageContext } from "../page/page-context.ts";
import type { PageModel } from "../page/page-model.ts";
import { pairs, peopleLoaded, refreshPeople } from "../people/my-people.ts";
import type { KnownPair } from "../people/people.ts";
import { peopleOf } from "../people/people-of.ts";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { SelectField } from "../ui/select-field.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { WayBack } from "../ui/way-back.tsx";
import { ActionRow } from "./action-row.tsx";
import { AddAnywhere, type PageOfSomebody } from "./add-anywhere.tsx";
import { ActionDropDialog } from "./drop-dialog.tsx";
import { MOST_PAGES, MyPages } from "./my-pages.ts";
import { screenTexts as say } from "./screen-texts.ts";
import { followSteps, undoCommands } from "./undo-commands.ts";
import "../people/people.css";
import "../page/page.css";
import "./actions-screen.css";

const EVERYBODY = "";

type Whose = "all" | "mine" | "theirs";
const WHOSE: readonly { id: Whose; label: string }[] = [
  { id: "all", label: say.all },
  { id: "mine", label: say.mine },
  { id: "theirs", label: say.theirs },
];

/** What I owe, and what others owe me, over all my pages; each change goes to its page at once. */
export function ActionsScreen() {
  const whose = useSignal<Whose>("all");
  const person = useSignal(EVERYBODY);
  const from = useSignal(0);
  const isLoaded = useSignal(false);
  const dropping = useSignal<OrderedAction | null>(null);
  const mine = useMemo(() => new MyPages(partsOfThisTab()), []);
  useEffect(() => {
    document.title = `${say.title} · Candor`;
    void peopleLoaded().then(() => {
      isLoaded.value = true;
      return refreshPeople();
    });
    const steps = followSteps(mine);
    const withdraw = registerCommands(undoCommands(steps.step));
    return () => {
      steps.stop();
      withdraw();
      mine.close();
    };
  }, [mine]);

  // The ids alone: a page is not opened anew because somebody on it changed their name.
  const wanted = useComputed(() => pairIds(from.value, person.value).join(" "));
  useSignalEffect(() => {
    const ids = wanted.value;
    if (isLoaded.value) void mine.show(ids === "" ? [] : ids.split(" "));
  });

  const shown = useComputed((): PageOfSomebody[] =>
    mine.pages.value
      .filter(({ pairId }) => person.value === EVERYBODY || person.value === pairId)
      .filter(({ model }) => model.handle.state.value === "ready")
      .map(({ pairId, model }) => ({ pairId, model, name: nameOf(pairId) })),
  );
  const ordered = useComputed(() =>
    orderActions(
      shown.value.map(({ pairId, model }) => ({ pairId, me: model.me, actions: model.handle.page.value.actions })),
      today.value,
    ),
  );
  const known = pairs.value;
  const modelOf = (pairId: string) => mine.pages.value.find((page) => page.pairId === pairId)?.model ?? null;
  const lists = (["mine", "theirs"] as const).filter((each) => whose.value === "all" || whose.value === each);
  const isEmpty = lists.every((each) => ordered.value[each].length === 0);
  const dropped = dropping.value;
  const droppedOn = dropped && modelOf(dropped.pairId);
  return (
    <div class="actions-screen">
      <header class="start-top">
        <WayBack to="/" label={say.back} />
      </header>
      <main class="wide-main actions-main">
        <div>
          <h1 id="my-actions" tabIndex={-1}>
            {say.title}
          </h1>
          <p class="meta">{say.lead}</p>
        </div>
        {isLoaded.value && known.length === 0 && <Nobody />}
        {known.length > 0 && (
          <>
            <div class="actions-filter">
              <Tabs
                label={say.whose}
                tabs={WHOSE}
                selected={whose.value}
                panelId={() => "actions-panel"}
                onSelect={(id) => {
                  whose.value = id;
                }}
              />
              <SelectField
                label={say.with}
                value={person.value}
                choices={[
                  { value: EVERYBODY, label: say.everybody },
                  ...known.map(({ id }) => ({ value: id, label: nameOf(id) })),
                ]}
                onValue={(id) => {
                  person.value = id;
                }}
              />
            </div>
            <div id="actions-panel" role="tabpanel" aria-label={say.title} class="stack" aria-busy={!mine.isRead.value}>
              {mine.isRead.value && (
                <>
                  <NotLoaded mine={mine} person={person.value} from={from} />
                  {isEmpty ? (
                    <p class="empty">{say.empty[whose.value]}</p>
                  ) : (
                    lists.map((each) => (
                      <ActionList
                        key={each}
                        whose={each}
                        actions={ordered.value[each]}
                        modelOf={modelOf}
                        onDrop={(action) => {
                          dropping.value = action;
                        }}
                      />
                    ))
                  )}
                  <AddAnywhere pages={shown.value} isEmpty={isEmpty} />
                </>
              )}
            </div>
          </>
        )}
      </main>
      {dropped && droppedOn && (
        <PageContext.Provider value={droppedOn}>
          <ActionDropDialog
            actionId={dropped.action.id}
            onClose={() => {
              dropping.value = null;
              queueMicrotask(keepFocus);
            }}
          />
        </PageContext.Provider>
      )}
    </div>
  );
}

/** The row from which the dialog was opened may be gone. */
function keepFocus(): void {
  if (document.activeElement === document.body) document.getElementById("my-actions")?.focus();
}

function partsOfThisTab() {
  const { pages } = thisTab();
  return {
    open: (pairId: string) => pages.open(pairId),
    release: (pairId: string) => pages.release(pairId),
    people: (pairId: string) => computed(() => peopleOf(pairOf(pairId))),
  };
}

function pairOf(pairId: string): KnownPair | null {
  return pairs.value.find(({ id }) => id === pairId) ?? null;
}

function nameOf(pairId: string): string {
  const pair = pairOf(pairId);
  return pair ? peopleOf(pair)[otherMember(pair.me)].name : "";
}

function pairIds(from: number, person: string): string[] {
  const ids = pairs.value.map(({ id }) => id).slice(from, from + MOST_PAGES);
  return person === EVERYBODY || ids.includes(person) ? ids : [person];
}

function Nobody() {
  return (
    <div class="row">
      <p class="grow">{say.nobody}</p>
      <a class="button" href="/">
        {say.begin}
      </a>
    </div>
  );
}

type ActionListProps = {
  whose: "mine" | "theirs";
  actions: readonly OrderedAction[];
  modelOf: (pairId: string) => PageModel | null;
  onDrop: (action: OrderedAction) => void;
};

function ActionList({ whose, actions, modelOf, onDrop }: ActionListProps) {
  const overdue = actions.filter(({ standing }) => standing.type === "overdue").length;
  if (actions.length === 0) return null;
  return (
    <section class="card" aria-labelledby={`actions-${whose}`}>
      <div class="section-head">
        <h2 id={`actions-${whose}`}>{say.lists[whose]}</h2>
        <span class="meta">{say.count(actions.length, overdue)}</span>
      </div>
      <ul class="actions" aria-labelledby={`actions-${whose}`}>
        {actions.map((each) => {
          const model = modelOf(each.pairId);
          if (!model) return null;
          const name = nameOf(each.pairId);
          return (
            <PageContext.Provider key={`${each.pairId} ${each.action.id}`} value={model}>
              <ActionRow
                id={each.action.id}
                whose={
                  <a class="who is-them" href={`/p/${each.pairId}#action-${each.action.id}`}>
                    {whose === "mine" ? say.withName(name) : name}
                  </a>
                }
                onDrop={() => onDrop(each)}
              />
            </PageContext.Provider>
          );
        })}
      </ul>
    </section>
  );
}

/** A list that leaves something out says what. */
function NotLoaded({ mine, person, from }: { mine: MyPages; person: string; from: { value: number } }) {
  const waiting = mine.pages.value
    .filter(({ pairId }) => person === EVERYBODY || person === pairId)
    .filter(({ model }) => model.handle.state.value === "loading")
    .map(({ pairId }) => nameOf(pairId));
  const listed = new Set(mine.pages.value.map(({ pairId }) => pairId));
  const beyond = person === EVERYBODY ? pairs.value.filter(({ id }) => !listed.has(id)) : [];
  const isOffline = thisTab().socket.link.value === "down";
  return (
    <div role="status" class="stack-tight actions-status">
      {isOffline && waiting.length === 0 && <p class="meta">{say.offline}</p>}
      {waiting.length > 0 && <p class="actions-missing">{isOffline ? say.notHere(waiting) : say.fetching(waiting)}</p>}
      {beyond.length > 0 && (
        <div class="actions-missing row">
          <span class="grow">{say.beyond(beyond.map(({ id }) => nameOf(id)))}</span>
          <Button
            small
            onClick={() => {
              const next = from.value + MOST_PAGES;
              from.value = next < pairs.peek().length ? next : 0;
            }}
          >
            {say.showBeyond}
          </Button>
        </div>
      )}
    </div>
  );
}
