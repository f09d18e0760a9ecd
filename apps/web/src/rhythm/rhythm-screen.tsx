import { planBeginning } from "@candor/core/beginning/plan-beginning.ts";
import { otherMember } from "@candor/core/person/member.ts";
import { changeSettings } from "@candor/document/page/begin-page.ts";
import type { MyCadence, PairCadence } from "@candor/protocol/http/cadence.ts";
import type { Beginning } from "@candor/protocol/http/portrait.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso";
import { undoable } from "../page/undoable.ts";
import { me, pairs, peopleLoaded, refreshPeople } from "../people/my-people.ts";
import { peopleOf } from "../people/people-of.ts";
import { SignInFirst } from "../sign-in/sign-in-first.tsx";
import { Button } from "../ui/button.tsx";
import { now } from "../ui/clock.ts";
import { sayDate } from "../ui/say-day.ts";
import { TextField } from "../ui/text-field.tsx";
import { showToast } from "../ui/toasts.ts";
import { useComeBack } from "../ui/use-come-back.ts";
import { beginWell } from "./begin-well.ts";
import { readMyCadence, setBudget } from "./cadence-calls.ts";
import { CadencePart } from "./cadence-part.tsx";
import { Frame } from "./frame.tsx";
import { OpenLoops } from "./open-loops.tsx";
import { readBeginnings } from "./portrait-calls.ts";
import { ReminderPart } from "./reminder-part.tsx";
import { rhythmTexts as texts } from "./texts.ts";
import { withPage } from "./with-page.ts";

const { rhythm: say, begin } = texts;

/** How often I am advised to meet whom, the hours it takes, and who is new. */
export function RhythmScreen() {
  const mine = useSignal<MyCadence | "unknown" | null>(null);
  const beginnings = useSignal<readonly Beginning[]>([]);
  const isLoaded = useSignal(false);
  const whose = me.value?.userId ?? null;
  const read = async () => {
    await peopleLoaded();
    isLoaded.value = true;
    if (me.peek() === null) return;
    await refreshPeople();
    const [cadence, news] = await Promise.all([readMyCadence(), readBeginnings()]);
    mine.value = cadence.type === "ok" ? cadence.value : "unknown";
    if (news.type === "ok") beginnings.value = news.value;
  };
  useEffect(() => void read(), [whose]);
  const known = mine.value;
  useComeBack(known === "unknown", () => void read());
  return (
    <Frame title={texts.title} intro={say.intro} tab="rhythm">
      {isLoaded.value && whose === null && (
        <SignInFirst to="/settings/rhythm">
          <p>{texts.signIn}</p>
        </SignInFirst>
      )}
      {known === "unknown" && <p role="alert">{texts.unknown}</p>}
      <Beginnings beginnings={beginnings.value} onChange={read} />
      {known !== null && known !== "unknown" && (
        <>
          {known.led.length > 0 && <Hours mine={known} onChange={(value) => (mine.value = value)} />}
          <PairList title={say.led} none={say.ledNone} list={known.led} onChange={read} />
          {known.others.length > 0 && <PairList title={say.others} none="" list={known.others} onChange={read} />}
          <OpenLoops led={known.led} />
          <ReminderPart />
        </>
      )}
    </Frame>
  );
}

function Hours({ mine, onChange }: { mine: MyCadence; onChange: (mine: MyCadence) => void }) {
  const { budgetMinutes, agreedMinutes, plannedMinutes, fits } = mine;
  const hours = useSignal(budgetMinutes === null ? "" : String(budgetMinutes / 60));
  const problem = useSignal("");
  const set = async (minutes: number | null) => {
    const result = await setBudget(minutes);
    if (result.type === "ok") {
      problem.value = "";
      onChange(result.value);
      showToast(say.saved);
    } else problem.value = result.type === "problem" ? result.title : texts.unreachable;
  };
  return (
    <section class="rhythm-card" aria-labelledby="hours-heading">
      <h2 id="hours-heading">{say.hours}</h2>
      <p>{say.sum(agreedMinutes, plannedMinutes)}</p>
      {budgetMinutes !== null && <p>{fits ? say.fits : say.over(plannedMinutes - budgetMinutes)}</p>}
      <form
        class="rhythm-hours"
        onSubmit={(event) => {
          event.preventDefault();
          const value = Number(hours.peek().trim().replace(",", "."));
          if (hours.peek().trim() === "" || !Number.isFinite(value) || value < 0 || value > 100)
            problem.value = say.notHours;
          else void set(Math.round(value * 60));
        }}
      >
        <TextField
          label={say.budget}
          value={hours.value}
          onValue={(value) => {
            hours.value = value;
          }}
        />
        <Button type="submit">{say.save}</Button>
        {budgetMinutes !== null && (
          <Button
            look="quiet"
            onClick={() => {
              hours.value = "";
              void set(null);
            }}
          >
            {say.clear}
          </Button>
        )}
      </form>
      <p class="meta">{say.budgetHint}</p>
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </section>
  );
}

type PairListProps = { title: string; none: string; list: readonly PairCadence[]; onChange: () => Promise<void> };

function PairList({ title, none, list, onChange }: PairListProps) {
  const problem = useSignal("");
  const accept = async (pairId: string, name: string, wanted: { everyWeeks: number; minutes: number }) => {
    const { everyWeeks, minutes } = wanted;
    const takeBack = await withPage(pairId, ({ doc, undo }) =>
      undoable(undo, () => changeSettings(doc, { everyWeeks, minutes })),
    );
    problem.value = takeBack === null ? texts.noPage : "";
    if (takeBack) showToast(say.accepted(name), takeBack);
  };
  return (
    <section class="stack-tight" aria-label={title}>
      <h2>{title}</h2>
      {list.length === 0 && <p class="meta">{none}</p>}
      <p role="alert" class="problem">
        {problem.value}
      </p>
      <ul class="rhythm-pairs">
        {list.flatMap((cadence) => {
          const pair = pairs.value.find(({ id }) => id === cadence.pair);
          if (!pair) return [];
          const { name } = peopleOf(pair)[otherMember(pair.me)];
          return [
            <li key={`${cadence.pair} ${cadence.advice.everyWeeks} ${cadence.declined?.until}`}>
              <div class="section-line">
                <h3>{name}</h3>
                <span class="row">
                  <a href={`/p/${pair.id}`} aria-label={say.pageOf(name)}>
                    {say.page}
                  </a>
                  <a href={`/settings/together?with=${pair.id}`} aria-label={say.togetherOf(name)}>
                    {say.together}
                  </a>
                </span>
              </div>
              <CadencePart
                pairId={pair.id}
                me={pair.me}
                name={name}
                known={cadence}
                canEdit={!pair.archive}
                onAccept={(wanted) => accept(pair.id, name, wanted)}
                onChange={() => void onChange()}
              />
            </li>,
          ];
        })}
      </ul>
    </section>
  );
}

function Beginnings({ beginnings, onChange }: { beginnings: readonly Beginning[]; onChange: () => Promise<void> }) {
  const { route } = useLocation();
  const problem = useSignal("");
  const isBusy = useSignal(false);
  if (beginnings.length === 0) return null;
  const go = async (beginning: Beginning) => {
    if (isBusy.peek()) return;
    isBusy.value = true;
    const result = await beginWell(beginning);
    isBusy.value = false;
    if (result.type === "ok") {
      showToast(begin.done(beginning.name), result.value.takeBack);
      route(`/p/${result.value.pairId}`);
      return;
    }
    problem.value = result.type === "problem" ? result.title : texts.unreachable;
    await onChange();
  };
  return (
    <section class="stack-tight" aria-labelledby="begin-heading">
      <h2 id="begin-heading">{begin.title}</h2>
      <ul class="rhythm-pairs">
        {beginnings.map((each) => {
          const { name, since, today, iLead } = each;
          const isToCome = since > today;
          const told = iLead ? (isToCome ? begin.willLead : begin.leads) : isToCome ? begin.willBeLed : begin.led;
          const { by } = planBeginning(since, now.value, each.timeZone);
          return (
            <li key={`${each.workspace} ${each.person} ${since}`}>
              <p>
                <strong>{told(name, sayDate(since, today))}</strong> {begin.what(sayDate(by, today))}
              </p>
              <p class="meta">{begin.why}</p>
              <div>
                <Button look="primary" disabled={isBusy.value} onClick={() => void go(each)}>
                  {begin.go(name)}
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </section>
  );
}
