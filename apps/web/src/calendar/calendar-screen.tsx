import { otherMember } from "@candor/core/person/member.ts";
import type { MyCalendars } from "@candor/protocol/http/calendar.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { me, pairs, peopleLoaded } from "../people/my-people.ts";
import { peopleOf } from "../people/people-of.ts";
import { SignInFirst } from "../sign-in/sign-in-first.tsx";
import { Screen } from "../ui/screen.tsx";
import { AccountsSection } from "./accounts-section.tsx";
import { readCalendars, shareBusy } from "./calendar-calls.ts";
import { CalendarList } from "./calendar-list.tsx";
import { ConnectForm } from "./connect-form.tsx";
import { FeedSection } from "./feed-section.tsx";
import { calendarTexts as texts } from "./texts.ts";
import "../people/people.css";
import "./calendar.css";

const LOOK_MILLISECONDS = 2000; // while one is being read

/** Which calendars are mine, and who may know when I am taken. */
export function CalendarScreen() {
  const mine = useSignal<MyCalendars | null | "unknown">(null);
  const problem = useSignal("");
  const isLoaded = useSignal(false);
  const whose = me.value?.userId ?? null;
  const read = async () => {
    await peopleLoaded();
    isLoaded.value = true;
    if (me.peek() === null) return;
    const result = await readCalendars();
    if (result.type === "ok") mine.value = result.value;
    else if (mine.peek() === null) mine.value = "unknown";
  };
  useEffect(() => {
    void read();
  }, [whose]);
  const known = typeof mine.value === "object" ? mine.value : null;
  const isWaiting = known?.calendars.some(({ state }) => state === "waiting") ?? false;
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => void read(), LOOK_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [isWaiting, known]);
  const share = async (pairId: string, shares: boolean) => {
    // Shown at once: whatever is drawn before the server answers would take the tick away again.
    if (known) {
      const others = known.sharedWith.filter((each) => each !== pairId);
      mine.value = { ...known, sharedWith: shares ? [...others, pairId] : others };
    }
    const result = await shareBusy(pairId, shares);
    problem.value = result.type === "ok" ? "" : result.type === "problem" ? result.title : texts.unreachable;
    await read();
  };
  return (
    <Screen
      back={{ to: "/settings", label: texts.back }}
      title={texts.title}
      intro={texts.intro}
      main="start-main calendar-screen"
    >
      {isLoaded.value && whose === null && (
        <SignInFirst to="/settings/calendar">
          <p>{texts.signIn}</p>
        </SignInFirst>
      )}
      {mine.value === "unknown" && <p role="alert">{texts.unknown}</p>}
      {known !== null && (
        <>
          <section class="stack-tight" aria-labelledby="calendars-heading">
            <h2 id="calendars-heading">{texts.mine.title}</h2>
            <CalendarList calendars={known.calendars} onChange={read} />
          </section>
          <AccountsSection standing={known.calendars.map(({ id, fault }) => `${id} ${fault}`).join()} onChange={read} />
          <ConnectForm onChange={read} />
          <p>
            <a href="/planner#my-time">{texts.planner}</a>
          </p>
          <FeedSection />
          <section class="stack-tight" aria-labelledby="share-heading">
            <h2 id="share-heading">{texts.share.title}</h2>
            <p class="meta">{pairs.value.length === 0 ? texts.share.nobody : texts.share.hint}</p>
            {pairs.value.map((pair) => (
              <label key={pair.id} class="check">
                <input
                  type="checkbox"
                  checked={known.sharedWith.includes(pair.id)}
                  onChange={(event) => void share(pair.id, event.currentTarget.checked)}
                />
                <span>{texts.share.with(peopleOf(pair)[otherMember(pair.me)].name)}</span>
              </label>
            ))}
            <p role="alert" class="problem">
              {problem.value}
            </p>
          </section>
        </>
      )}
    </Screen>
  );
}
