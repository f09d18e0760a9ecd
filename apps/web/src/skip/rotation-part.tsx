import { MANY_DIRECTS } from "@candor/core/cadence/cadence-rules.ts";
import { addMonths, monthOf } from "@candor/core/skip/month.ts";
import { planRotation, type Rotation, usualMeetings } from "@candor/core/skip/plan-rotation.ts";
import { lastMonthOf, rotationFacts } from "@candor/core/skip/rotation-facts.ts";
import { sayMonth } from "@candor/core/skip/write-notice.ts";
import type { SkipLevels } from "@candor/protocol/http/skip.ts";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import { NoticePreview } from "./notice-preview.tsx";
import { RotationMonths } from "./rotation-months.tsx";
import { skipTexts as texts } from "./skip-texts.ts";
import { ToldList } from "./told-list.tsx";
import { UntoldPart } from "./untold-part.tsx";

const MINUTES = 30; // usual practice is 20 to 30 (EVIDENCE.md)
const LATE_IN_MONTH = 20; // from this day on a new round had better begin next month

type RotationPartProps = { workspace: string; levels: SkipLevels; onChange: (levels: SkipLevels) => void };

/** How much time there is, who is met when with it, and the button that makes a round of it. */
export function RotationPart({ workspace, levels, onChange }: RotationPartProps) {
  const { people, round, today } = levels;
  const thisMonth = monthOf(today);
  const isLate = Number(today.slice(8)) >= LATE_IN_MONTH;
  const minutes = useSignal(String(round?.minutes ?? MINUTES));
  const firstMonth = useSignal(round?.firstMonth ?? (isLate ? addMonths(thisMonth, 1) : thisMonth));
  const usual = useMemo(
    () => usualMeetings(rotationFacts(people, { today, firstMonth: firstMonth.peek(), meetings: 0, turns: [] })),
    [people],
  );
  const meetings = useSignal(String(round?.meetings ?? usual));
  const isAsking = useSignal(false);
  if (people.length === 0)
    return (
      <div class="stack-tight">
        <p>{texts.nobody}</p>
        <div>
          <a class="button" href={`/workspace/${workspace}/chart`}>
            {texts.toChart}
          </a>
        </div>
      </div>
    );
  const wanted = { meetings: wholeIn(meetings.value, 0, 100), minutes: wholeIn(minutes.value, 10, 120) };
  const facts = rotationFacts(people, {
    ...{ today, firstMonth: firstMonth.value, turns: round?.turns ?? [] },
    meetings: wanted.meetings ?? round?.meetings ?? 0,
  });
  const rotation = planRotation(facts);
  const isChanged = round === null || differs(rotation, levels, wanted);
  return (
    <>
      <section class="stack-tight" aria-labelledby="budget-heading">
        <h2 id="budget-heading">{texts.budget.title}</h2>
        <p>
          {round === null
            ? texts.round.none
            : texts.round.running(sayMonth(round.firstMonth), sayMonth(lastMonthOf(round.firstMonth)))}
        </p>
        <form
          class="rhythm-hours"
          onSubmit={(event) => {
            event.preventDefault();
            if (wanted.meetings !== null && wanted.minutes !== null) isAsking.value = true;
          }}
        >
          <TextField
            label={texts.budget.meetings}
            type="number"
            min={0}
            max={100}
            value={meetings.value}
            onValue={(value) => {
              meetings.value = value;
            }}
          />
          <TextField
            label={texts.budget.minutes}
            type="number"
            min={10}
            max={120}
            value={minutes.value}
            onValue={(value) => {
              minutes.value = value;
            }}
          />
          {round === null && (
            <SelectField
              label={texts.budget.first}
              value={firstMonth.value}
              choices={[thisMonth, addMonths(thisMonth, 1)].map((month) => ({ value: month, label: sayMonth(month) }))}
              onValue={(month) => {
                firstMonth.value = month;
              }}
            />
          )}
          <Button
            type="submit"
            look="primary"
            disabled={wanted.meetings === null || wanted.minutes === null || !isChanged}
          >
            {round === null ? texts.round.begin : texts.round.change}
          </Button>
        </form>
        <p role="alert" class="problem">
          {wanted.meetings === null ? texts.budget.notMeetings : wanted.minutes === null ? texts.budget.notMinutes : ""}
        </p>
        <div role="status" class="stack-tight">
          {wanted.meetings !== null && wanted.minutes !== null && (
            <p class="meta">{texts.budget.hours(Math.round((wanted.meetings * wanted.minutes) / 6) / 10)}</p>
          )}
          <p class="meta">
            {rotation.everyMonths === 1
              ? texts.budget.monthly
              : texts.budget.rotation(rotation.everyMonths, people.length > MANY_DIRECTS)}
          </p>
          <Fit rotation={rotation} levels={levels} />
          {round !== null && <p class="meta">{isChanged ? texts.round.changed : texts.round.upToDate}</p>}
        </div>
      </section>
      <UntoldPart workspace={workspace} levels={levels} onChange={onChange} />
      <RotationMonths workspace={workspace} levels={levels} rotation={rotation} />
      <ToldList levels={levels} />
      <p>
        <a href={`/settings/skip-board?with=${workspace}`}>{texts.toBoard}</a>
      </p>
      {isAsking.value && wanted.meetings !== null && wanted.minutes !== null && (
        <NoticePreview
          workspace={workspace}
          levels={levels}
          rotation={rotation}
          wanted={{ meetings: wanted.meetings, minutes: wanted.minutes, firstMonth: firstMonth.value }}
          onClose={() => {
            isAsking.value = false;
          }}
          onBegun={(next) => {
            isAsking.value = false;
            onChange(next);
          }}
        />
      )}
    </>
  );
}

function Fit({ rotation, levels }: { rotation: Rotation; levels: SkipLevels }) {
  const nameOf = (person: string) => levels.people.find((each) => each.person === person)?.name ?? "";
  const month = (planned: string | null) => (planned === null ? null : sayMonth(planned));
  return (
    <>
      <p>{rotation.fits ? texts.budget.fits : <strong>{texts.budget.short(rotation.needed)}</strong>}</p>
      {rotation.notFitting.length > 0 && (
        <ul>
          {rotation.notFitting.map(({ person, due, planned, why }) => (
            <li key={`${person} ${due}`}>
              {why === "away"
                ? texts.budget.away(nameOf(person), month(planned))
                : texts.budget.late(nameOf(person), sayMonth(due), month(planned))}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Whether the plan is another than what the round has, or somebody between has not been told. */
function differs(
  rotation: Rotation,
  { people, round, today }: SkipLevels,
  { meetings, minutes }: { meetings: number | null; minutes: number | null },
): boolean {
  if (round === null || meetings !== round.meetings || minutes !== round.minutes) return true;
  const lastMet = new Map(people.map((each) => [each.person, each.lastMet]));
  const rest = round.turns.filter(
    ({ person, month }) => month >= monthOf(today) && (lastMet.get(person) ?? "").slice(0, 7) !== month,
  );
  const planned = rotation.months.flatMap(({ month, meetings: those }) =>
    those.map(({ person }) => `${person} ${month}`),
  );
  const isSame =
    planned.length === rest.length && rest.every(({ person, month }) => planned.includes(`${person} ${month}`));
  const told = new Set(round.told.map(({ manager, person }) => `${manager} ${person}`));
  const inRound = new Set(round.turns.map(({ person }) => person));
  return (
    !isSame ||
    people.some(
      ({ person, between }) => inRound.has(person) && between.some((each) => !told.has(`${each.person} ${person}`)),
    )
  );
}

function wholeIn(text: string, least: number, most: number): number | null {
  const value = Number(text.trim());
  return text.trim() !== "" && Number.isInteger(value) && value >= least && value <= most ? value : null;
}
