import { isLeave } from "@candor/core/cadence/leave.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import { otherMember } from "@candor/core/person/member.ts";
import type { CadenceStated, PairCadence } from "@candor/protocol/http/cadence.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ApiResult } from "../people/api-client.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { sayDate } from "../ui/say-day.ts";
import { SelectField } from "../ui/select-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import { useComeBack } from "../ui/use-come-back.ts";
import { declineCadence, hearAgain, readCadence, sayCadence } from "./cadence-calls.ts";
import { everyWeeks, rhythm, sayReason } from "./say-cadence.ts";
import "./rhythm.css";

const WEEKS = [1, 2, 3, 4, 6, 8, 12];

export const say = {
  waiting: "Looking at what is on record …",
  unreachable:
    "Advice on how often to meet needs the server, which cannot be reached just now. It comes back by itself.",
  unknown: "There is no advice for this page.",
  both: (other: string) => `${other} sees the same. Nobody else does.`,
  keep: (now: string) => `Keep it: ${now}.`,
  more: (then: string) => `Meet more often: ${then}.`,
  less: (then: string) => `Meet less often: ${then}.`,
  agreed: (now: string) => `Agreed is ${now}.`,
  review: (weeks: number) => (weeks === 1 ? "Look again in a week." : `Look again in ${weeks} weeks.`),
  why: "Why",
  since: (day: string) => `Advised since ${day}.`,
  accept: (then: string) => `Meet ${then}`,
  decline: "No, leave it",
  accepted: (then: string) => `From now on: ${then}.`,
  declined: (name: string, until: string) =>
    `${name} said no to another rhythm. It is not brought up again before ${until}.`,
  you: "You",
  again: "Hear it again",
  stated: "What you two say about it",
  wish: "You would like to meet",
  noWish: "said nothing",
  theirs: (name: string, weeks: number) => `${name} would like to meet ${everyWeeks(weeks)}.`,
  firstRole: (direct: string) => (direct === "you" ? "It is my first role" : `It is ${direct}’s first role`),
  leave: "My leave",
  leaveHint: "Parental leave, a long illness, a sabbatical. Leave it empty where there is none. Why is not asked.",
  away: "First day away",
  back: "First day back",
  theirLeave: (name: string, from: string | null, back: string | null) =>
    from === null
      ? `${name} is back from leave since ${back}.`
      : back === null
        ? `${name} is on leave from ${from} on.`
        : `${name} is on leave from ${from} until ${back}.`,
  notLeave: "The day back comes after the first day away.",
  save: "Say it",
  saved: "Said. You both see it.",
};

type CadencePartProps = {
  pairId: string;
  me: MemberId;
  /** of the other */
  name: string;
  /** what the two have agreed, as this device knows it; left out: as the server does */
  agreed?: { everyWeeks: number; minutes: number };
  canEdit: boolean;
  onAccept: (wanted: { everyWeeks: number; minutes: number }) => void | Promise<void>;
  /** what was read already */
  known?: PairCadence;
  onChange?: () => void;
};

/** How often the two are advised to meet, and why; what either says about it. */
export function CadencePart({ pairId, me, name, agreed, canEdit, onAccept, known, onChange }: CadencePartProps) {
  const cadence = useSignal<PairCadence | "unreachable" | "unknown" | null>(known ?? null);
  const problem = useSignal("");
  const take = (result: ApiResult<PairCadence>) => {
    if (result.type === "ok") {
      cadence.value = result.value;
      problem.value = "";
    } else if (typeof cadence.peek() === "object" && cadence.peek() !== null)
      problem.value = result.type === "problem" ? result.title : say.unreachable;
    else cadence.value = result.type === "problem" ? "unknown" : "unreachable";
    return result.type === "ok";
  };
  useEffect(() => {
    if (!known) void readCadence(pairId).then(take);
  }, [pairId]);
  const value = cadence.value;
  useComeBack(value === "unreachable", () => void readCadence(pairId).then(take));
  if (value === null) return <p class="meta">{say.waiting}</p>;
  if (typeof value === "string") return <p class="meta">{say[value]}</p>;
  const now = agreed ?? value.agreed;
  const { advice, above, stated, declined } = value;
  const names = {
    manager: above === me ? "you" : name,
    direct: above === null || above === me ? name : "you",
  };
  const isKept = advice.everyWeeks === now.everyWeeks;
  const verdict = advice.everyWeeks < now.everyWeeks ? ("more_often" as const) : ("less_often" as const);
  const isHeard = !isKept && declined === null;
  const said = (result: ApiResult<PairCadence>, text: string) => {
    if (!take(result)) return;
    announce(text);
    onChange?.();
  };
  return (
    <div class="cadence" data-cadence={isKept ? "keep" : verdict}>
      <p>
        <strong>
          {isKept
            ? say.keep(rhythm(now))
            : verdict === "more_often"
              ? say.more(rhythm(advice))
              : say.less(rhythm(advice))}
        </strong>{" "}
        {!isKept && say.agreed(rhythm(now))} {say.review(advice.reviewInWeeks)}
      </p>
      <ul class="cadence-reasons" aria-label={say.why}>
        {advice.reasons.map((reason) => {
          const { fact, rule } = sayReason(reason, names);
          return (
            <li key={reason.rule}>
              {fact} <span class="meta">{rule}</span>
            </li>
          );
        })}
      </ul>
      {!known && <p class="meta">{say.both(name)}</p>}
      {isHeard && canEdit && (
        <div class="row">
          <Button
            small
            look="primary"
            onClick={() => void Promise.resolve(onAccept(advice)).then(() => announce(say.accepted(rhythm(advice))))}
          >
            {say.accept(everyWeeks(advice.everyWeeks))}
          </Button>
          <Button
            small
            look="quiet"
            onClick={() => void declineCadence(pairId, { verdict }).then((result) => said(result, say.decline))}
          >
            {say.decline}
          </Button>
        </div>
      )}
      {declined !== null && (
        <div class="row">
          <p class="meta grow">
            {say.declined(declined.by === me ? say.you : name, sayDate(declined.until, today.value))}
          </p>
          <Button small onClick={() => void hearAgain(pairId).then((result) => said(result, say.again))}>
            {say.again}
          </Button>
        </div>
      )}
      {canEdit && (
        <details class="cadence-stated">
          <summary>{say.stated}</summary>
          {stated[otherMember(me)].everyWeeks !== null && (
            <p>{say.theirs(name, stated[otherMember(me)].everyWeeks ?? 1)}</p>
          )}
          <LeaveOfOther name={name} stated={stated[otherMember(me)]} />
          <StatedForm
            stated={stated[me]}
            direct={names.direct}
            isPlain={above === null}
            onSay={(wanted) => sayCadence(pairId, wanted).then((result) => said(result, say.saved))}
          />
        </details>
      )}
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </div>
  );
}

function LeaveOfOther({ name, stated: { awayFrom = null, backSince } }: { name: string; stated: CadenceStated }) {
  if (awayFrom === null && backSince === null) return null;
  const sayOrNot = (day: string | null) => (day === null ? null : sayDate(day, today.value));
  return <p>{say.theirLeave(name, sayOrNot(awayFrom), sayOrNot(backSince))}</p>;
}

type StatedFormProps = {
  stated: CadenceStated;
  direct: string;
  /** between peers there is but the wish */
  isPlain: boolean;
  onSay: (stated: CadenceStated) => Promise<void>;
};

function StatedForm({ stated, direct, isPlain, onSay }: StatedFormProps) {
  const weeks = useSignal(stated.everyWeeks === null ? "" : String(stated.everyWeeks));
  const isFirstRole = useSignal(stated.isFirstRole);
  const awayFrom = useSignal(stated.awayFrom ?? "");
  const backSince = useSignal(stated.backSince ?? "");
  const problem = useSignal("");
  return (
    <form
      class="stack-tight"
      onSubmit={(event) => {
        event.preventDefault();
        const leave = { from: awayFrom.peek() || null, back: backSince.peek() || null };
        problem.value = isLeave(leave) ? "" : say.notLeave;
        if (!isLeave(leave)) return;
        void onSay({
          everyWeeks: weeks.peek() === "" ? null : Number(weeks.peek()),
          isFirstRole: isFirstRole.peek(),
          awayFrom: leave.from,
          backSince: leave.back,
        });
      }}
    >
      <SelectField
        label={say.wish}
        value={weeks.value}
        choices={[
          { value: "", label: say.noWish },
          ...WEEKS.map((each) => ({ value: String(each), label: everyWeeks(each) })),
        ]}
        onValue={(value) => {
          weeks.value = value;
        }}
      />
      {!isPlain && (
        <label class="check">
          <input
            type="checkbox"
            checked={isFirstRole.value}
            onChange={(event) => {
              isFirstRole.value = event.currentTarget.checked;
            }}
          />
          <span>{say.firstRole(direct)}</span>
        </label>
      )}
      <fieldset class="settings-group">
        <legend>{say.leave}</legend>
        <p class="field-hint">{say.leaveHint}</p>
        <div class="row">
          <TextField
            label={say.away}
            type="date"
            value={awayFrom.value}
            onValue={(value) => {
              awayFrom.value = value;
            }}
          />
          <TextField
            label={say.back}
            type="date"
            value={backSince.value}
            onValue={(value) => {
              backSince.value = value;
            }}
          />
        </div>
        <p role="alert" class="problem">
          {problem.value}
        </p>
      </fieldset>
      <div>
        <Button type="submit" small>
          {say.save}
        </Button>
      </div>
    </form>
  );
}
