import type { NewestPlanningRound, PlanningRound, PlanningTurn } from "@candor/protocol/http/planning-round.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ApiResult } from "../people/api-client.ts";
import { Button } from "../ui/button.tsx";
import { sayDate } from "../ui/say-day.ts";
import { showToast } from "../ui/toasts.ts";
import { texts } from "./texts.ts";
import { obstacle, type WorkspaceModel } from "./workspace-model.ts";

const say = texts.planning;
const LOOK_MILLISECONDS = 15_000; // others plan meanwhile

/** A round of planning, for whoever runs it: who has planned, whose turn it is, and who waits for whom. */
export function PlanningView({ model, onChart }: { model: WorkspaceModel; onChart: () => void }) {
  const newest = useSignal<NewestPlanningRound | null>(null);
  const problem = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  const withSkips = useSignal(false);
  const nextId = useSignal(crypto.randomUUID()); // asked again after an answer that was lost, it is begun once
  const take = (result: ApiResult<NewestPlanningRound>): boolean => {
    problem.value = obstacle(result);
    if (result.type === "ok") newest.value = result.value;
    return result.type === "ok";
  };
  const look = async () => {
    if (document.visibilityState === "visible" && !isBusy.peek()) take(await model.client.round());
  };
  useEffect(() => {
    void look();
    const timer = setInterval(() => void look(), LOOK_MILLISECONDS);
    return () => clearInterval(timer);
  }, [model]);
  const act = async (call: Promise<ApiResult<NewestPlanningRound>>, done?: string) => {
    if (isBusy.peek()) return false;
    isBusy.value = true;
    const isDone = take(await call);
    isBusy.value = false;
    if (isDone && done !== undefined) showToast(done);
    if (!isDone) {
      const result = await model.client.round();
      if (result.type === "ok") newest.value = result.value;
    }
    return isDone;
  };
  const begin = async () => {
    if (await act(model.client.beginRound({ id: nextId.peek(), withSkips: withSkips.peek() })))
      nextId.value = crypto.randomUUID();
  };
  const round = newest.value?.round ?? null;
  const day = (date: string) => sayDate(date, model.people.value.today, "short");
  return (
    <div class="stack">
      <p class="meta">{say.intro}</p>
      <p role="alert" class="problem">
        {problem.value}
      </p>
      {newest.value === null && problem.value === null && <p role="status">{texts.loading}</p>}
      {round?.state === "open" && (
        <OpenRound
          model={model}
          round={round}
          day={day}
          isBusy={isBusy.value}
          onPass={(person) => void act(model.client.passTurn(round.id, person), say.passed(model.nameOf(person)))}
          onEnd={() => void act(model.client.endRound(round.id), say.ended)}
        />
      )}
      {newest.value !== null && round?.state !== "open" && (
        <section class="stack-tight" aria-label={say.begin}>
          {round && <p>{say.last[round.state](day(round.begunAt.slice(0, 10)))}</p>}
          <label class="check">
            <input
              type="checkbox"
              checked={withSkips.value}
              onChange={(event) => {
                withSkips.value = event.currentTarget.checked;
              }}
            />
            <span>{say.withSkips}</span>
          </label>
          <p class="meta">{say.withSkipsHint}</p>
          <div class="row">
            <Button look="primary" disabled={isBusy.value} onClick={() => void begin()}>
              {isBusy.value ? say.beginning : say.begin}
            </Button>
            <Button look="quiet" onClick={onChart}>
              {say.toChart}
            </Button>
          </div>
        </section>
      )}
    </div>
  );
}

type OpenRoundProps = {
  model: WorkspaceModel;
  round: PlanningRound;
  day: (date: string) => string;
  isBusy: boolean;
  onPass: (person: string) => void;
  onEnd: () => void;
};

function OpenRound({ model, round, day, isBusy, onPass, onEnd }: OpenRoundProps) {
  const levels = [...new Set(round.turns.map(({ level }) => level))];
  const settled = round.turns.filter(({ state }) => state === "settled").length;
  return (
    <section class="stack" aria-labelledby="round-heading">
      <div class="stack-tight">
        <h2 id="round-heading">{say.list}</h2>
        <p>
          {say.open(day(round.begunAt.slice(0, 10)), model.nameOf(round.begunBy))} {say.order(day(round.day))}
          {round.withSkips && ` ${say.skipsAsked}`}
        </p>
        <p class="meta">{say.how}</p>
        <p role="status">{say.progress(settled, round.turns.length)}</p>
      </div>
      {levels.map((level) => (
        <div key={level} class="stack-tight">
          <h3 class="meta">{say.level(level)}</h3>
          <ul class="pairs">
            {round.turns
              .filter((turn) => turn.level === level)
              .map((turn) => (
                <TurnRow key={turn.person} model={model} turn={turn} isBusy={isBusy} onPass={onPass} />
              ))}
          </ul>
        </div>
      ))}
      <div class="row">
        <a class="button" href="/planner">
          {say.mine}
        </a>
        <Button look="quiet" disabled={isBusy} onClick={onEnd}>
          {say.end}
        </Button>
      </div>
    </section>
  );
}

type TurnRowProps = { model: WorkspaceModel; turn: PlanningTurn; isBusy: boolean; onPass: (person: string) => void };

function TurnRow({ model, turn, isBusy, onPass }: TurnRowProps) {
  const name = model.nameOf(turn.person);
  const told =
    turn.state === "waits"
      ? say.waits(turn.waitsFor.map((person) => model.nameOf(person)).join(", "))
      : say[turn.state];
  return (
    <li class="pair" data-person={turn.person} data-turn={turn.state}>
      <div class="grow">
        <p class="pair-name">{name}</p>
        <p class="meta">{told}</p>
      </div>
      {turn.state === "turn" && (
        <Button small disabled={isBusy} aria-label={say.passOf(name)} onClick={() => onPass(turn.person)}>
          {say.pass}
        </Button>
      )}
    </li>
  );
}
