import type { PlanEvaluation } from "@candor/core/planner/plan.ts";
import type { PlannerView } from "@candor/protocol/http/planner.ts";
import { Button } from "../ui/button.tsx";
import type { Draft, PlannerModel } from "./planner-model.ts";
import { sayDate } from "./say-pattern.ts";
import { plannerTexts } from "./texts.ts";

const { summary: texts } = plannerTexts;
const SHOWN_VIOLATIONS = 12;

type PlanSummaryProps = { model: PlannerModel; view: PlannerView; draft: Draft; nameOf: (id: string) => string };

/** What a plan brings, how far from the best possible it is, and what of it does not hold. */
export function PlanSummary({ model, view, draft, nameOf }: PlanSummaryProps) {
  const found = model.found();
  const outcome = model.solve.value?.outcome;
  const ended = outcome?.type === "planned" ? texts.ended[outcome.ended] : "";
  const gain = Math.round(view.today.evaluation.cost - draft.evaluation.cost);
  const { violations } = draft.evaluation;
  const broken = view.today.evaluation.violations.length; // what is in nobody's way costs nothing, and is no measure
  const withoutPlace = draft.plan.series.flatMap(({ seriesId, pattern }) =>
    pattern === null ? [nameOf(seriesId)] : [],
  );
  return (
    <section class="stack-tight" aria-labelledby="summary-heading">
      <h2 id="summary-heading">{texts.title}</h2>
      <div role="status" class="stack-tight">
        <p>
          {texts.focus(focusOf(view.today.evaluation), focusOf(draft.evaluation))}{" "}
          {broken > 0
            ? texts.todayBroken(broken)
            : gain > 0
              ? texts.better(gain)
              : gain < 0
                ? texts.worse(-gain)
                : texts.same}
        </p>
        {withoutPlace.length > 0 && <p class="problem">{texts.withoutPlace(withoutPlace)}</p>}
        {draft.isChanged && found ? (
          <p data-changed>{texts.changedByHand(Math.round(draft.evaluation.cost - found.evaluation.cost))}</p>
        ) : (
          found && (
            <p>
              {found.isProven
                ? texts.proven
                : found.aboveBound === null
                  ? texts.unproven
                  : texts.above(Math.ceil(found.aboveBound))}{" "}
              {ended}
            </p>
          )
        )}
      </div>
      {draft.isChanged && found && (
        <div>
          <Button small onClick={() => model.backToFound()}>
            {texts.backToFound}
          </Button>
        </div>
      )}
      {violations.length > 0 && (
        <>
          <h3>{texts.violations}</h3>
          <ul class="planner-violations">
            {violations.slice(0, SHOWN_VIOLATIONS).map((each) => (
              <li key={JSON.stringify(each)}>{plannerTexts.violation(each, nameOf, sayDate)}</li>
            ))}
            {violations.length > SHOWN_VIOLATIONS && <li>{texts.more(violations.length - SHOWN_VIOLATIONS)}</li>}
          </ul>
        </>
      )}
    </section>
  );
}

function focusOf({ focus }: PlanEvaluation): number {
  return focus.reduce((sum, { minutes }) => sum + minutes, 0);
}
