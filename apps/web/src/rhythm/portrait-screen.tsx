import { otherMember } from "@candor/core/person/member.ts";
import { PARTS, type Part, type PortraitEntry, saidBefore, saidNow } from "@candor/core/portrait/portrait.ts";
import { reAsk } from "@candor/core/portrait/re-ask.ts";
import type { MyPortrait } from "@candor/protocol/http/portrait.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useId, useMemo } from "preact/hooks";
import type { ApiResult } from "../people/api-client.ts";
import { me, pairs, peopleLoaded, refreshPeople } from "../people/my-people.ts";
import { peopleOf } from "../people/people-of.ts";
import { SignInFirst } from "../sign-in/sign-in-first.tsx";
import { Button } from "../ui/button.tsx";
import { now, today } from "../ui/clock.ts";
import { sayDate } from "../ui/say-day.ts";
import { showToast } from "../ui/toasts.ts";
import { useComeBack } from "../ui/use-come-back.ts";
import { Frame } from "./frame.tsx";
import { keepInTurn } from "./keep-in-turn.ts";
import { entriesOf, readPortrait, sayPortrait, sharePortrait } from "./portrait-calls.ts";
import { type PageAnswer, readAnswers } from "./read-answers.ts";
import { rhythmTexts as texts } from "./texts.ts";

const say = texts.portrait;

/** What I say of myself, who reads it, and what is worth saying again. */
export function PortraitScreen() {
  const mine = useSignal<MyPortrait | "unknown" | null>(null);
  const problem = useSignal("");
  const answers = useSignal<readonly PageAnswer[]>([]);
  const isLoaded = useSignal(false);
  const whose = me.value?.userId ?? null;
  const take = (result: ApiResult<MyPortrait>): boolean => {
    if (result.type === "ok") mine.value = result.value;
    else if (mine.peek() === null) mine.value = "unknown";
    problem.value = result.type === "ok" ? "" : result.type === "problem" ? result.title : texts.unreachable;
    return result.type === "ok";
  };
  const keepNow = useMemo(
    () =>
      keepInTurn(async (part: Part, text, was) => {
        const result = await sayPortrait(part, { text, was });
        if (take(result)) showToast(say.saved);
        else if (result.type === "problem" && result.name === "portrait_changed") {
          const told = result.title;
          take(await readPortrait());
          problem.value = told;
        }
        return result.type === "ok";
      }),
    [],
  );
  const read = async () => {
    await peopleLoaded();
    isLoaded.value = true;
    if (me.peek() === null) return;
    await refreshPeople();
    const result = await readPortrait();
    if (!take(result) || result.type !== "ok") return;
    answers.value = [];
    for (const { pair } of result.value.readers) answers.value = [...answers.peek(), ...(await readAnswers(pair))];
  };
  useEffect(() => void read(), [whose]);
  useComeBack(mine.value === "unknown", () => void read());
  const known = mine.value;
  if (known === null || known === "unknown") {
    return (
      <Frame title={texts.tabs.portrait} intro={say.intro} tab="portrait">
        {known === "unknown" && <p role="alert">{texts.unknown}</p>}
        {isLoaded.value && whose === null && (
          <SignInFirst to="/settings/portrait">
            <p>{texts.signIn}</p>
          </SignInFirst>
        )}
      </Frame>
    );
  }
  const entries = entriesOf(known.entries);
  const current = new Map(saidNow(entries).map((entry) => [entry.part, entry]));
  const keep = (part: Part, text: string) => keepNow(part, text, current.get(part)?.text ?? null);
  const asked = reAsk(entries, now.value);
  const offered = answers.value.filter(({ part, text }) => !(current.get(part)?.text ?? "").includes(text));
  return (
    <Frame title={texts.tabs.portrait} intro={say.intro} tab="portrait">
      <p role="alert" class="problem">
        {problem.value}
      </p>
      {asked.length > 0 && (
        <section class="rhythm-card" aria-labelledby="ask-heading">
          <h2 id="ask-heading">{say.ask}</h2>
          {asked.map(({ part, because }) => (
            <div key={part} class="rhythm-card">
              <p>
                <strong>{say.parts[part].ask}</strong>{" "}
                <span class="meta">{because.type === "never_said" ? say.never : say.longAgo(because.days)}</span>
              </p>
              {because.type === "said_long_ago" && current.has(part) && (
                <div class="row">
                  <p class="grow portrait-text">{current.get(part)?.text}</p>
                  <Button small onClick={() => void keep(part, current.get(part)?.text ?? "")}>
                    {say.holds}
                  </Button>
                </div>
              )}
            </div>
          ))}
        </section>
      )}
      <section class="stack-tight" aria-labelledby="readers-heading">
        <h2 id="readers-heading">{say.readers}</h2>
        {known.readers.length === 0 && <p class="meta">{say.readersNone}</p>}
        {known.readers.map(({ pair, shares }) => {
          const found = pairs.value.find(({ id }) => id === pair);
          if (!found) return null;
          return (
            <label key={pair} class="check">
              <input
                type="checkbox"
                checked={shares}
                onChange={(event) => void sharePortrait(pair, event.currentTarget.checked).then(take)}
              />
              <span>{say.reader(peopleOf(found)[otherMember(found.me)].name)}</span>
            </label>
          );
        })}
        {known.readers.length > 0 && <p class="meta">{say.readersHint}</p>}
      </section>
      {offered.length > 0 && (
        <section class="stack-tight" aria-labelledby="from-heading">
          <h2 id="from-heading">{say.fromPage}</h2>
          <p class="meta">{say.fromPageHint}</p>
          {offered.map(({ part, text }) => (
            <div key={`${part} ${text}`} class="rhythm-card">
              <h3>{say.parts[part].name}</h3>
              <p class="portrait-text quote">{text}</p>
              <div>
                <Button
                  small
                  onClick={() => void keep(part, [current.get(part)?.text, text].filter(Boolean).join("\n"))}
                >
                  {say.take}
                </Button>
              </div>
            </div>
          ))}
        </section>
      )}
      {PARTS.map((part) => (
        <PartForm
          key={part}
          part={part}
          entry={current.get(part) ?? null}
          before={saidBefore(entries, part)}
          onKeep={(text) => keep(part, text)}
        />
      ))}
    </Frame>
  );
}

type PartFormProps = {
  part: Part;
  entry: PortraitEntry | null;
  before: readonly PortraitEntry[];
  onKeep: (text: string) => Promise<boolean>;
};

function PartForm({ part, entry, before, onKeep }: PartFormProps) {
  const id = useId();
  const text = useSignal(entry?.text ?? "");
  const seen = useSignal(entry?.text ?? "");
  useEffect(() => {
    // What was saved elsewhere comes in, unless something is being written here.
    if (text.peek() === seen.peek()) text.value = entry?.text ?? "";
    seen.value = entry?.text ?? "";
  }, [entry?.text]);
  const day = (at: string) => sayDate(at.slice(0, 10), today.value);
  return (
    <section class="rhythm-card portrait-part" aria-labelledby={`${id}-heading`} data-part={part}>
      <h2 id={`${id}-heading`}>{say.parts[part].name}</h2>
      <form
        class="stack-tight"
        onSubmit={(event) => {
          event.preventDefault();
          void onKeep(text.peek().trim());
        }}
      >
        <label class="field-hint" for={id}>
          {say.parts[part].ask}
        </label>
        <textarea
          id={id}
          class="input"
          maxLength={4000}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
        <div class="row">
          <Button type="submit" small disabled={text.value.trim() === (entry?.text ?? "")}>
            {say.save}
          </Button>
          {entry && <span class="meta">{say.since(day(entry.at))}</span>}
        </div>
      </form>
      {before.length > 0 && (
        <details class="cadence-stated">
          <summary>{say.history(before.length)}</summary>
          {before.map((old) => (
            <div key={old.at}>
              <p class="meta">{say.until(day(old.at), day(old.until ?? old.at))}</p>
              <p class="portrait-text">{old.text}</p>
            </div>
          ))}
        </details>
      )}
    </section>
  );
}
