import type { AppliedPlan } from "@candor/protocol/http/planner.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone } from "../ui/clock.ts";
import type { PlannerModel } from "./planner-model.ts";
import { sayDate } from "./say-pattern.ts";
import { plannerTexts } from "./texts.ts";

const { applied: texts } = plannerTexts;

/** The plan that was put onto the pages last: what became of each series, and the way back. */
export function AppliedPart({ model, applied }: { model: PlannerModel; applied: AppliedPlan }) {
  const day = Temporal.Instant.from(applied.madeAt).toZonedDateTimeISO(deviceTimeZone).toPlainDate().toString();
  const isHalf = applied.state === "applying" || applied.state === "undoing";
  return (
    <section class="stack-tight planner-applied" aria-labelledby="applied-heading">
      <h2 id="applied-heading">{texts.title(sayDate(day))}</h2>
      <div role="status">
        {isHalf && <p>{texts.half}</p>}
        {applied.state === "undone" && <p>{texts.undone}</p>}
        {applied.series.length === 0 && <p>{texts.nothing}</p>}
      </div>
      <ul>
        {applied.series.map(({ id, name, state }) => (
          <li key={id}>
            <a href={`/p/${id}`}>{name}</a>: {texts.states[state]}
          </li>
        ))}
      </ul>
      <div class="row">
        {isHalf && (
          <Button look="primary" disabled={model.isBusy.value} onClick={() => void model.carryOn()}>
            {texts.carryOn}
          </Button>
        )}
        {(applied.state === "applied" || applied.state === "applying") && applied.series.length > 0 && (
          <Button disabled={model.isBusy.value} onClick={() => void model.undo()}>
            {texts.undo}
          </Button>
        )}
      </div>
    </section>
  );
}
