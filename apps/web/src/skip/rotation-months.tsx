import { monthOf } from "@candor/core/skip/month.ts";
import type { Rotation, RotationMeeting } from "@candor/core/skip/plan-rotation.ts";
import { sayMonth } from "@candor/core/skip/write-notice.ts";
import type { SkipLevels, SkipPerson } from "@candor/protocol/http/skip.ts";
import { useSignal } from "@preact/signals";
import { useLocation } from "preact-iso";
import { Avatar } from "../ui/avatar.tsx";
import { Button } from "../ui/button.tsx";
import { sayDate } from "../ui/say-day.ts";
import { beginWorkspacePage } from "../workspace/begin-page.ts";
import { workspaceClient } from "../workspace/workspace-client.ts";
import { usePageNotice } from "./skip-page-notice.tsx";
import { skipTexts as texts } from "./skip-texts.ts";

type RotationMonthsProps = { workspace: string; levels: SkipLevels; rotation: Rotation };
type Row = { person: SkipPerson; why: string; isDone: boolean };

/** The rotation month by month: who has a turn, why, and the page on which it takes place. */
export function RotationMonths({ workspace, levels, rotation }: RotationMonthsProps) {
  const { route } = useLocation();
  const problem = useSignal("");
  const isBusy = useSignal(false);
  const byId = new Map(levels.people.map((each) => [each.person, each]));
  const months = rotation.months.map(({ month, meetings }) => ({
    month,
    rows: [...doneIn(month, levels), ...meetings.flatMap((meeting) => rowOf(byId.get(meeting.person), meeting))],
  }));
  const next = months.flatMap(({ rows }) => rows.filter(({ isDone }) => !isDone)).slice(0, 3);
  const { before, dialog } = usePageNotice(workspace);
  const begin = async (person: string) => {
    if (isBusy.peek()) return;
    isBusy.value = true;
    problem.value = "";
    const result = await beginWorkspacePage(workspaceClient(workspace), {
      ...{ person, relation: "skip_level", iAm: "above" },
    });
    isBusy.value = false;
    if (result.type === "ok") route(`/p/${result.value.id}`);
    else problem.value = result.type === "problem" ? result.title : texts.unreachable;
  };
  return (
    <section class="stack-tight" aria-labelledby="rotation-heading">
      <h2 id="rotation-heading">{texts.round.plan}</h2>
      <p>
        {next.length > 0
          ? texts.round.next(next.map(({ person }) => person.name).join(", "))
          : months.some(({ rows }) => rows.length > 0)
            ? texts.round.allMet
            : texts.round.noTurns}
      </p>
      <p class="meta">{texts.round.doneHow}</p>
      <p role="alert" class="problem">
        {problem.value}
      </p>
      {dialog}
      {months.map(({ month, rows }) => (
        <div key={month} class="stack-tight" data-month={month}>
          <h3>{sayMonth(month)}</h3>
          {rows.length === 0 ? (
            <p class="meta">{texts.round.empty}</p>
          ) : (
            <ul class="pairs" aria-label={sayMonth(month)}>
              {rows.map(({ person, why, isDone }) => (
                <li key={person.person} class="pair" data-done={isDone}>
                  <Avatar name={person.name} isMe={false} />
                  <div class="grow">
                    <p class="pair-name">{person.name}</p>
                    <p class="meta">
                      {[
                        person.department || texts.round.noDepartment,
                        texts.round.under(person.between.map(({ name }) => name).join(", ")),
                        why,
                      ].join(" · ")}
                    </p>
                  </div>
                  {person.pair !== null ? (
                    <a
                      class="button button-small"
                      href={`/p/${person.pair}`}
                      aria-label={texts.round.open(person.name)}
                    >
                      {texts.round.openShort}
                    </a>
                  ) : (
                    <Button
                      small
                      disabled={isBusy.value}
                      aria-label={texts.round.beginPage(person.name)}
                      onClick={() => void before([person.person], () => void begin(person.person))}
                    >
                      {texts.round.beginShort}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </section>
  );
}

/** Who was met in a month already, by what was held on the page. */
function doneIn(month: string, { people, today }: SkipLevels): Row[] {
  return people.flatMap((person) =>
    person.lastMet !== null && monthOf(person.lastMet) === month
      ? [{ person, why: texts.round.why.done(sayDate(person.lastMet, today, "short")), isDone: true }]
      : [],
  );
}

function rowOf(person: SkipPerson | undefined, { why }: RotationMeeting): Row[] {
  if (!person) return [];
  const last = person.lastMet === null ? null : sayMonth(monthOf(person.lastMet));
  const said =
    why.type === "never_met" || last === null
      ? texts.round.why.never
      : why.isOverdue
        ? texts.round.why.overdue(last)
        : texts.round.why.last(last);
  return [{ person, why: said, isDone: false }];
}
