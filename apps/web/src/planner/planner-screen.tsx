import { staysAsItIs } from "@candor/core/planner/series-times.ts";
import type { PlannerView, SolveView } from "@candor/protocol/http/planner.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { sayAge } from "../calendar/say-age.ts";
import { me, peopleLoaded } from "../people/my-people.ts";
import { SignInFirst } from "../sign-in/sign-in-first.tsx";
import { Button } from "../ui/button.tsx";
import { now } from "../ui/clock.ts";
import { Screen } from "../ui/screen.tsx";
import { AppliedPart } from "./applied-part.tsx";
import { MoveDialog } from "./move-dialog.tsx";
import { MyTime } from "./my-time.tsx";
import { PlanSummary } from "./plan-summary.tsx";
import { PlanWeeks } from "./plan-weeks.tsx";
import { createPlannerModel, type Draft, type PlannerModel } from "./planner-model.ts";
import { RoundPart } from "./round-part.tsx";
import { SeriesList } from "./series-list.tsx";
import { SkipsPart } from "./skips-part.tsx";
import { Sliders } from "./sliders.tsx";
import { plannerTexts as texts } from "./texts.ts";
import "../people/people.css";
import "./planner.css";

/** All of one's 1:1s laid out together, beside how they lie today. */
export function PlannerScreen() {
  const model = useMemo(() => createPlannerModel(() => crypto.randomUUID()), []);
  const isLoaded = useSignal(false);
  const whose = me.value?.userId ?? null;
  useEffect(() => {
    void peopleLoaded().then(async () => {
      isLoaded.value = true;
      if (me.peek() === null) return;
      await model.load();
      await model.watchTurns();
    });
  }, [whose]);
  useEffect(() => () => model.close(), []);
  const view = model.view.value;
  return (
    <Screen back={{ to: "/", label: texts.back }} title={texts.title} intro={texts.intro} main="planner">
      {isLoaded.value && whose === null && (
        <SignInFirst to="/planner">
          <p>{texts.signIn}</p>
        </SignInFirst>
      )}
      {model.isUnreachable.value && (
        <div role="alert" class="stack-tight">
          <p>{texts.unknown}</p>
          <div>
            <Button onClick={() => void model.load()}>{texts.retry}</Button>
          </div>
        </div>
      )}
      {whose !== null && view === null && !model.isUnreachable.value && <p role="status">{texts.loading}</p>}
      {view && <Planner model={model} view={view} />}
    </Screen>
  );
}

function Planner({ model, view }: { model: PlannerModel; view: PlannerView }) {
  const moving = useSignal<string | null>(null);
  const draft = model.draft.value;
  const solve = model.solve.value;
  const nameOf = (id: string) => view.series.find((each) => each.id === id)?.name ?? "";
  const open = (seriesId: string) => {
    if (model.draft.peek()) moving.value = seriesId;
  };
  const movingSeries = view.series.find(({ id }) => id === moving.value);
  const hasSeries = view.series.length > 0;
  const asksForSkips = view.turns.some(({ withSkips, state }) => withSkips && state !== "settled"); // before one plans
  return (
    <>
      {view.turns.map((turn) => (
        <RoundPart key={turn.round} model={model} turn={turn} />
      ))}
      {asksForSkips && <SkipsPart model={model} view={view} />}
      {!hasSeries && <p>{texts.nobody}</p>}
      {hasSeries && (
        <>
          {view.applied && !draft && !solve?.isRunning && <AppliedPart model={model} applied={view.applied} />}
          <Search model={model} view={view} solve={solve} draft={draft} nameOf={nameOf} />
          {draft && <PlanSummary model={model} view={view} draft={draft} nameOf={nameOf} />}
          {draft && <Apply model={model} view={view} draft={draft} />}
          <PlanWeeks model={model} view={view} draft={draft} nameOf={nameOf} onMove={open} />
          <div class="planner-columns">
            <SeriesList model={model} view={view} draft={draft} onMove={open} />
            <Sliders model={model} view={view} />
          </div>
        </>
      )}
      {!asksForSkips && <SkipsPart model={model} view={view} />}
      <MyTime model={model} view={view} isOpen={!hasSeries || location.hash === "#my-time"} />
      {movingSeries && draft && (
        <MoveDialog
          model={model}
          view={view}
          series={movingSeries}
          onClose={() => {
            moving.value = null;
          }}
        />
      )}
    </>
  );
}

type SearchProps = {
  model: PlannerModel;
  view: PlannerView;
  solve: SolveView | null;
  draft: Draft | null;
  nameOf: (id: string) => string;
};

/** Beginning a search, how far it has come, ending it, and what was wrong. */
function Search({ model, view, solve, draft, nameOf }: SearchProps) {
  const { progress, outcome } = solve ?? {};
  const isRunning = solve?.isRunning ?? false;
  const hasBest = progress?.stage === "solving" || progress?.stage === "explaining";
  const gap = progress && progress.cost !== null && progress.bound !== null ? progress.cost - progress.bound : null;
  const failure =
    outcome?.type === "too_many"
      ? [texts.solve.tooMany]
      : outcome?.type === "no_plan"
        ? [outcome.ended === "failed" ? texts.solve.failed : texts.solve.none]
        : outcome?.type === "faulty"
          ? outcome.faults.map((fault) => texts.solve.fault(fault, nameOf))
          : [];
  return (
    <section class="stack-tight planner-search" aria-label={texts.solve.begin}>
      {view.mine.calendar !== "known" && <p class="planner-unknown">{texts.mine.calendar[view.mine.calendar]}</p>}
      {view.mine.calendar === "known" && view.mine.readAt && (
        <p class="meta">{texts.mine.age(sayAge(view.mine.readAt, now.value))}</p>
      )}
      <div class="row">
        {isRunning ? (
          <Button onClick={() => void model.cancel()}>{hasBest ? texts.solve.cancel : texts.solve.stop}</Button>
        ) : (
          <Button look={draft ? "plain" : "primary"} disabled={model.isBusy.value} onClick={() => void model.begin()}>
            {draft ? texts.solve.again : texts.solve.begin}
          </Button>
        )}
        <p role="status">
          {isRunning && progress ? texts.solve.stages[progress.stage] : ""}
          {isRunning && gap !== null ? ` ${texts.solve.sofar(Math.max(0, gap))}` : ""}
        </p>
      </div>
      {isRunning && <progress aria-label={texts.solve.stages.solving} />}
      {failure.map((each) => (
        <p key={each} role="alert" class="problem">
          {each}
        </p>
      ))}
      <p role="alert" class="problem">
        {model.problem.value}
      </p>
    </section>
  );
}

function Apply({ model, view, draft }: { model: PlannerModel; view: PlannerView; draft: Draft }) {
  const { plan } = view.today;
  const series = view.series.map(({ id, current }) => ({
    ...{ id, current },
    currentMoves: plan.series.find(({ seriesId }) => seriesId === id)?.moves ?? [],
  }));
  const count = draft.plan.series.filter((each) => !staysAsItIs(each, { series })).length;
  if (count === 0) return <p>{texts.summary.nothingMoves}</p>;
  return (
    <section class="stack-tight" aria-label={texts.apply.button(count)}>
      <div class="row">
        <Button look="primary" disabled={model.isBusy.value} onClick={() => void model.apply()}>
          {texts.apply.button(count)}
        </Button>
        <Button look="quiet" onClick={() => model.forgetDraft()}>
          {texts.apply.discard}
        </Button>
        <p role="status">{model.isBusy.value ? texts.apply.working : ""}</p>
      </div>
      <p class="meta">{texts.apply.hint}</p>
    </section>
  );
}
