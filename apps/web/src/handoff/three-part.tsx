import type { HandoffPerson, HandoffRole, HandoffView, ThreeTimesAnswer } from "@candor/protocol/http/handoff.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { ApiResult } from "../people/api-client.ts";
import { Button } from "../ui/button.tsx";
import { sayDate } from "../ui/say-day.ts";
import { showToast } from "../ui/toasts.ts";
import { answerThree, callOffThree, proposeThree, readTimes } from "./handoff-calls.ts";
import { handoffTexts as texts } from "./handoff-texts.ts";
import { sayThree } from "./say-three.ts";

const say = texts.three;

type ThreePartProps = { handoff: HandoffView; next: HandoffPerson; onChange: () => Promise<void> };

/** A talk of the direct with both managers: proposed by the one, answered by each. */
export function ThreePart({ handoff, next, onChange }: ThreePartProps) {
  const { edge, iAm, direct, former, meeting } = handoff;
  const problem = useSignal("");
  // What was pressed is gone once it is done: whoever uses keys goes on from here.
  const heading = useRef<HTMLHeadingElement>(null);
  const isBusy = useSignal(false);
  const wantsOther = useSignal(false);
  const act = async (work: () => Promise<ApiResult<unknown>>, told: string) => {
    if (isBusy.peek()) return;
    isBusy.value = true;
    const result = await work();
    isBusy.value = false;
    problem.value = result.type === "ok" ? "" : result.type === "problem" ? result.title : texts.unreachable;
    if (result.type === "ok") {
      wantsOther.value = false;
      showToast(told);
    }
    await onChange();
    if (result.type === "ok") heading.current?.focus();
  };
  const isOn = meeting !== null && !meeting.calledOff;
  const names: Record<HandoffRole, string> = { direct: direct.name, former: former.name, next: next.name };
  return (
    <section class="stack-tight" aria-labelledby="three-heading">
      <h2 id="three-heading" ref={heading} tabIndex={-1}>
        {say.title}
      </h2>
      <p role="alert" class="problem">
        {problem.value}
      </p>
      {!isOn && iAm === "direct" && <p>{say.why(former.name, next.name)}</p>}
      {meeting?.calledOff && <p>{say.calledOff}</p>}
      {meeting === null && iAm !== "direct" && <p class="meta">{say.notYet(direct.name)}</p>}
      {isOn && (
        <>
          <p>
            <strong>{capital(sayThree(meeting))}</strong>
          </p>
          <ul class="plain-list">
            {(["direct", "former", "next"] as const).map((role) => (
              <li key={role}>
                {role === iAm
                  ? say.youAnswer[meeting.answers[role] ?? "null"]
                  : `${names[role]} ${say.answers[meeting.answers[role] ?? "null"]}`}
              </li>
            ))}
          </ul>
          <div class="row">
            {meeting.answers[iAm] !== "accepted" && (
              <Button
                look="primary"
                disabled={isBusy.value}
                onClick={() => void act(() => answerThree(edge, "accepted"), say.answered)}
              >
                {say.accept}
              </Button>
            )}
            {meeting.answers[iAm] !== "declined" && (
              <Button
                disabled={isBusy.value}
                onClick={() => void act(() => answerThree(edge, "declined"), say.answered)}
              >
                {say.decline}
              </Button>
            )}
            {iAm === "direct" && (
              <>
                <Button
                  look="quiet"
                  aria-expanded={wantsOther.value}
                  onClick={() => {
                    wantsOther.value = !wantsOther.peek();
                  }}
                >
                  {say.other}
                </Button>
                <Button
                  look="quiet"
                  disabled={isBusy.value}
                  onClick={() => void act(() => callOffThree(edge), say.off)}
                >
                  {say.callOff}
                </Button>
              </>
            )}
          </div>
        </>
      )}
      {iAm === "direct" && (!isOn || wantsOther.value) && (
        <Times
          edge={edge}
          today={handoff.today}
          isBusy={isBusy.value}
          onPropose={(start) => void act(() => proposeThree(edge, start), say.proposed)}
        />
      )}
    </section>
  );
}

type TimesProps = { edge: string; today: string; isBusy: boolean; onPropose: (start: string) => void };

function Times({ edge, today, isBusy, onPropose }: TimesProps) {
  const known = useSignal<ThreeTimesAnswer | null>(null);
  useEffect(() => {
    void readTimes(edge).then((result) => {
      if (result.type === "ok") known.value = result.value;
    });
  }, [edge]);
  const found = known.value;
  if (found === null) return null;
  if (found.times.length === 0) return <p class="meta">{say.noTimes}</p>;
  const by = sayDate(found.by, today);
  return (
    <>
      <p>{found.isInTime ? say.by(by) : say.late(by)}</p>
      <ul class="plain-list stack-tight">
        {found.times.map((start) => (
          <li key={start}>
            <Button small disabled={isBusy} onClick={() => onPropose(start)}>
              {say.propose(sayThree({ ...found, start }))}
            </Button>
          </li>
        ))}
      </ul>
      <p class="meta">{say.known(found.known)}</p>
    </>
  );
}

function capital(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase() + text.slice(1);
}
