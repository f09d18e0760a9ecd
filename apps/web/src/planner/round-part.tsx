import type { MyTurn } from "@candor/protocol/http/planning-round.ts";
import { Button } from "../ui/button.tsx";
import type { PlannerModel } from "./planner-model.ts";
import { plannerTexts } from "./texts.ts";

const { round: texts } = plannerTexts;

/** One's own turn in a round of planning: whom one waits for, and what becomes of it. */
export function RoundPart({ model, turn }: { model: PlannerModel; turn: MyTurn }) {
  const { state, isAgreed, round } = turn;
  const isOpen = state !== "settled";
  const isTheirs = state === "turn" || state === "stuck" || (state === "waits" && !isAgreed);
  const choose = (choice: "with_round" | "by_hand" | "as_it_is") => void model.choose(round, choice);
  const isBusy = model.isBusy.value;
  return (
    <section class="card stack-tight planner-round" aria-labelledby={`round-${round}`} data-turn={state}>
      <h2 id={`round-${round}`}>{texts.title(turn.workspaceName)}</h2>
      <p role="status">{state === "waits" ? texts.waits(turn.waitsFor.join(", ")) : texts[state]}</p>
      {state === "waits" && isAgreed && <p>{texts.agreed}</p>}
      {isOpen && (
        <div class="row">
          {isTheirs && (
            <Button look="primary" disabled={isBusy} onClick={() => choose("with_round")}>
              {state === "stuck" ? texts.again : texts.withRound}
            </Button>
          )}
          {isAgreed && state !== "stuck" && (
            <Button disabled={isBusy} onClick={() => choose("by_hand")}>
              {texts.byHand}
            </Button>
          )}
          {isTheirs && (
            <Button look="quiet" disabled={isBusy} onClick={() => choose("as_it_is")}>
              {texts.asItIs}
            </Button>
          )}
        </div>
      )}
      {isTheirs && <p class="meta">{texts.hint}</p>}
      {isOpen && <p class="meta">{texts.seen}</p>}
    </section>
  );
}
