import { useSignal } from "@preact/signals";
import { me } from "../people/my-people.ts";
import { Button } from "../ui/button.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { TextField } from "../ui/text-field.tsx";
import { CopyField } from "../workspace/copy-field.tsx";
import { beginTrial, type Trial } from "./begin-trial.ts";
import { Frame } from "./frame.tsx";
import { everyWeeks } from "./say-cadence.ts";
import { rhythmTexts as texts } from "./texts.ts";

const say = texts.alone;
const KEPT_AS = "candor.reluctance";

/** For a direct whose manager wants no 1:1s: how to find out why, and three meetings to propose. */
export function AloneScreen() {
  const ticked = useSignal<readonly string[]>(readTicked());
  const tick = (id: string, on: boolean) => {
    ticked.value = on ? [...ticked.peek(), id] : ticked.peek().filter((each) => each !== id);
    try {
      localStorage.setItem(KEPT_AS, JSON.stringify(ticked.value));
    } catch {
      // a browser that keeps nothing still shows it until it is closed
    }
  };
  const chosen = say.reasons.filter(({ id }) => ticked.value.includes(id));
  return (
    <Frame title={texts.tabs.alone} intro={say.intro} tab="alone">
      <section class="rhythm-card" aria-labelledby="plan-heading">
        <h2 id="plan-heading">{say.plan}</h2>
        <ol class="cadence-reasons">
          {say.planSteps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </section>
      <section class="rhythm-card" aria-labelledby="why-heading">
        <h2 id="why-heading">{say.why}</h2>
        <p class="meta">{say.whyHint}</p>
        {say.reasons.map(({ id, name, ask, offer }) => (
          <div key={id} class="rhythm-card">
            <label class="check">
              <input
                type="checkbox"
                checked={ticked.value.includes(id)}
                onChange={(event) => tick(id, event.currentTarget.checked)}
              />
              <span>{name}</span>
            </label>
            {ticked.value.includes(id) && (
              <p class="quote">
                <strong>{say.askThem}</strong> {ask}
                <br />
                <strong>{say.offerThem}</strong> {offer}
              </p>
            )}
          </div>
        ))}
      </section>
      <TrialForm offers={chosen.map(({ offer }) => offer)} />
    </Frame>
  );
}

function TrialForm({ offers }: { offers: readonly string[] }) {
  const theirName = useSignal("");
  const myName = useSignal(me.peek()?.name ?? "");
  const weeks = useSignal("2");
  const trial = useSignal<Trial | null>(null);
  const isBusy = useSignal(false);
  const problem = useSignal("");
  const make = async () => {
    if (isBusy.peek()) return;
    if (theirName.peek().trim() === "") {
      problem.value = say.needName;
      return;
    }
    problem.value = "";
    isBusy.value = true;
    trial.value = await beginTrial({
      ...{ theirName: theirName.peek().trim(), myName: myName.peek().trim(), everyWeeks: Number(weeks.peek()) },
    });
    isBusy.value = false;
  };
  const made = trial.value;
  return (
    <section class="rhythm-card" aria-labelledby="trial-heading">
      <h2 id="trial-heading">{say.trial}</h2>
      <p class="meta">{say.trialHint}</p>
      {made === null ? (
        <form
          class="stack-tight"
          onSubmit={(event) => {
            event.preventDefault();
            void make();
          }}
        >
          <TextField
            label={say.name}
            value={theirName.value}
            maxLength={80}
            autoComplete="off"
            onValue={(value) => {
              theirName.value = value;
            }}
          />
          <TextField
            label={say.myName}
            value={myName.value}
            maxLength={80}
            autoComplete="name"
            onValue={(value) => {
              myName.value = value;
            }}
          />
          <SelectField
            label={say.weeks}
            value={weeks.value}
            choices={[1, 2, 4].map((each) => ({ value: String(each), label: everyWeeks(each) }))}
            onValue={(value) => {
              weeks.value = value;
            }}
          />
          <p role="alert" class="problem">
            {problem.value}
          </p>
          <div>
            <Button type="submit" look="primary" disabled={isBusy.value}>
              {isBusy.value ? say.making : say.make}
            </Button>
          </div>
        </form>
      ) : (
        <>
          {made.link === null ? (
            <p role="alert">{say.noLink}</p>
          ) : (
            <>
              <CopyField label={say.link} hint={say.linkHint} value={made.link} selected />
              <TextArea
                label={say.message}
                rows={6}
                readOnly
                value={`${say.messageText(theirName.value.trim(), offers[0] ?? "")}\n${made.link}`}
              />
            </>
          )}
          <div class="row">
            <a class="button button-primary" href={`/p/${made.pairId}`}>
              {say.open}
            </a>
            <a class="button" href={`/p/${made.pairId}/private`}>
              {say.privately}
            </a>
          </div>
          <p class="meta">{say.privatelyHint}</p>
        </>
      )}
    </section>
  );
}

function readTicked(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT_AS) ?? "[]");
    return Array.isArray(kept) ? kept.filter((each): each is string => typeof each === "string") : [];
  } catch {
    return [];
  }
}
