import type { AllHands, AllHandsAnswer } from "@candor/protocol/http/all-hands.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { ApiResult } from "../people/api-client.ts";
import { peopleLoaded } from "../people/my-people.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { sayDate } from "../ui/say-day.ts";
import { Screen } from "../ui/screen.tsx";
import { showToast } from "../ui/toasts.ts";
import type { Act } from "./act.ts";
import { PlanForm, PutUpForm } from "./agenda-forms.tsx";
import { AgendaPart } from "./agenda-part.tsx";
import { AgendaPrint } from "./agenda-print.tsx";
import { allHandsClient } from "./all-hands-calls.ts";
import { allHandsTexts as texts } from "./all-hands-texts.ts";
import "../people/people.css";
import "./all-hands.css";

const LOOK_MILLISECONDS = 2_000; // others may order it, too

/** What a workspace says before everybody: what is planned, what waits, what was held. */
export function AllHandsScreen({ workspaceId }: { workspaceId: string }) {
  const client = useMemo(() => allHandsClient(workspaceId), [workspaceId]);
  const known = useSignal<AllHandsAnswer | "missing" | null>(null);
  const isAway = useSignal(false);
  const printed = useSignal<string | null>(null);
  const turn = useMemo(() => ({ last: 0, shown: 0, flying: 0, isCrowded: false }), []);
  /** Shows what was answered, unless what was asked for later is shown already; after several at once it looks once more. */
  const take = async (asked: Promise<ApiResult<AllHandsAnswer>>) => {
    turn.last += 1;
    turn.flying += 1;
    turn.isCrowded ||= turn.flying > 1;
    const mine = turn.last;
    const result = await asked;
    turn.flying -= 1;
    isAway.value = result.type === "unreachable";
    if (result.type === "ok" && mine > turn.shown) {
      turn.shown = mine;
      known.value = result.value;
    } else if (result.type === "problem" && result.status === 404 && known.peek() === null) known.value = "missing";
    if (turn.flying === 0 && turn.isCrowded) {
      turn.isCrowded = false;
      void take(client.read());
    }
    return result;
  };
  const look = () => {
    if (turn.flying === 0 && document.visibilityState === "visible") void take(client.read());
  };
  const act: Act = async (asked, done) => {
    const result = await take(asked);
    if (result.type === "ok" && done !== undefined) announce(done);
    if (result.type === "problem") showToast(result.title);
    else if (result.type !== "ok") showToast(texts.unreachable);
    return result.type === "ok";
  };
  useEffect(() => {
    void peopleLoaded().then(() => take(client.read()));
    const timer = setInterval(look, LOOK_MILLISECONDS);
    return () => clearInterval(timer);
  }, [client]);
  const value = known.value;
  const all = value !== null && value !== "missing" ? value : null;
  const sheet = all && [...all.planned, ...all.held].find(({ id }) => id === printed.value);
  if (sheet)
    return (
      <AgendaPrint
        meeting={sheet}
        onBack={() => {
          printed.value = null;
          setTimeout(() => document.getElementById(`print-${sheet.id}`)?.focus());
        }}
      />
    );
  const onPrint = ({ id }: AllHands) => {
    printed.value = id;
  };
  return (
    <Screen
      back={{ to: `/workspace/${workspaceId}`, label: texts.back }}
      title={texts.title}
      intro={texts.intro}
      main="start-main all-hands"
    >
      {isAway.value && (
        <div role="alert" class="stack-tight">
          <p>{texts.unreachable}</p>
          <div>
            <Button onClick={() => void take(client.read())}>{texts.retry}</Button>
          </div>
        </div>
      )}
      {value === null && !isAway.value && <p class="meta">{texts.loading}</p>}
      {value === "missing" && <p role="alert">{texts.missing}</p>}
      {all && (
        <>
          {all.planned.map((meeting) => (
            <AgendaPart key={meeting.id} {...{ meeting, client, act, onPrint }} mayLead={all.mayLead} />
          ))}
          <Board all={all} act={act} client={client} />
          {all.mayLead && <PlanForm client={client} act={act} />}
          <PutUpForm client={client} act={act} />
          {all.held.length > 0 && (
            <section class="stack-tight" aria-labelledby="all-hands-held">
              <h2 id="all-hands-held">{texts.pastTitle}</h2>
              {all.held.map((meeting) => (
                <details key={meeting.id} class="all-hands-held">
                  <summary>{texts.past(sayDate(meeting.day, ""))}</summary>
                  <ol>
                    {meeting.items.map(({ id, title, presenter }) => (
                      <li key={id}>
                        {title} <span class="meta">{presenter}</span>
                      </li>
                    ))}
                  </ol>
                  <Button small id={`print-${meeting.id}`} onClick={() => onPrint(meeting)}>
                    {texts.print}
                  </Button>
                </details>
              ))}
            </section>
          )}
        </>
      )}
    </Screen>
  );
}

type BoardProps = { all: AllHandsAnswer; client: ReturnType<typeof allHandsClient>; act: Act };

function Board({ all, client, act }: BoardProps) {
  const [next] = all.planned;
  return (
    <section class="stack-tight" aria-labelledby="all-hands-board">
      <h2 id="all-hands-board">{texts.board}</h2>
      {all.board.length === 0 && <p class="empty">{texts.boardEmpty}</p>}
      <ul class="all-hands-board">
        {all.board.map(({ id, kind, title, text, people, presenter, carried, mayRemove }) => (
          <li key={id}>
            <div>
              <strong>{title}</strong>{" "}
              <span class="meta">
                {[
                  texts.kinds[kind],
                  ...(people === null ? [] : [texts.people(people)]),
                  ...(presenter === "" ? [] : [presenter]),
                  ...(carried === 0 ? [] : [texts.carried(carried)]),
                ].join(" · ")}
              </span>
              {text !== "" && <p class="all-hands-text">{text}</p>}
            </div>
            <span class="row">
              {all.mayLead && next && (
                <Button
                  small
                  aria-label={texts.putOnOf(title, sayDate(next.day, ""))}
                  onClick={() => void act(client.change(id, { on: next.id }))}
                >
                  {texts.putOnDay(sayDate(next.day, ""))}
                </Button>
              )}
              {mayRemove && (
                <Button
                  small
                  look="quiet"
                  aria-label={texts.removeOf(title)}
                  onClick={() => void act(client.takeDown(id), texts.removed(title))}
                >
                  {texts.remove}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
