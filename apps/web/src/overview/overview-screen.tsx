import { otherMember } from "@candor/core/person/member.ts";
import type { MyOverview, PairGlanceAnswer, SignalAnswer } from "@candor/protocol/http/overview.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { useLocation } from "preact-iso";
import { HandoffLines } from "../handoff/handoff-lines.tsx";
import { thisTab } from "../offline/this-tab.ts";
import { meetingTime } from "../page/meeting-time.ts";
import { openPageDialog } from "../page/page-dialog.ts";
import { callApi } from "../people/api-client.ts";
import { me, pairs, peopleLoaded } from "../people/my-people.ts";
import { peopleOf } from "../people/people-of.ts";
import { SignInFirst } from "../sign-in/sign-in-first.tsx";
import { SkipNotices } from "../skip/skip-notices.tsx";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { sayDate, sayDay } from "../ui/say-day.ts";
import { Screen } from "../ui/screen.tsx";
import { useComeBack } from "../ui/use-come-back.ts";
import { DueReminders } from "./due-reminders.tsx";
import { OverviewTable } from "./overview-table.tsx";
import { saySignal } from "./say-signal.ts";
import { overviewTexts as texts } from "./texts.ts";
import "../people/people.css";
import "./overview.css";

const LOOK_AGAIN_MILLISECONDS = 5000;
const LOOKS = 24; // for two minutes; whoever goes on writing for longer is seen when one comes back

/** Whom I meet next, what waits, and what is to be done first. */
export function OverviewScreen() {
  const known = useSignal<MyOverview | "unreachable" | "nobody_here" | null>(null);
  const whose = me.value?.userId ?? null;
  const read = async () => {
    if (me.peek() === null) return;
    const result = await callApi<MyOverview>(thisTab().fetch, { method: "GET", path: "/api/me/overview" });
    // What was read before stays: it is better than nothing, and it is read anew when one comes back to it.
    if (result.type === "ok") known.value = result.value;
    else if (known.peek() === null) known.value = "unreachable";
  };
  useEffect(() => {
    const onShown = () => document.visibilityState === "visible" && void read();
    document.addEventListener("visibilitychange", onShown);
    return () => document.removeEventListener("visibilitychange", onShown);
  }, []);
  useEffect(() => {
    if (whose !== null) void read();
    else
      void peopleLoaded().then(() => {
        if (me.peek() === null) known.value = "nobody_here";
      });
  }, [today.value, whose]);
  const value = known.value;
  useComeBack(value === "unreachable", () => void read());
  const looks = useRef(0);
  useEffect(() => {
    if (typeof value !== "object" || value === null) return;
    const isBehind = [...value.needsYou, ...value.fine].some(({ counted }) => counted !== "all");
    if (!isBehind || looks.current >= LOOKS) return;
    const timer = setTimeout(() => {
      looks.current += 1;
      void read();
    }, LOOK_AGAIN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [value]);
  return (
    <Screen back={{ to: "/", label: texts.back }} title={texts.title} intro={texts.intro} main="start-main overview">
      {whose !== null && <SkipNotices onlyNew />}
      {value === null && <p class="meta">{texts.waiting}</p>}
      {value === "nobody_here" && (
        <SignInFirst to="/people">
          <p>{texts.signIn}</p>
        </SignInFirst>
      )}
      {value === "unreachable" && (
        <div class="stack-tight">
          <p role="alert">{texts.unreachable}</p>
          <div>
            <Button
              onClick={() => {
                known.value = null;
                void read();
              }}
            >
              {texts.again}
            </Button>
          </div>
        </div>
      )}
      {typeof value === "object" && value !== null && (
        <>
          <HandoffLines />
          <Pairs overview={value} />
        </>
      )}
    </Screen>
  );
}

function Pairs({ overview: { needsYou, fine, heldMinutes } }: { overview: MyOverview }) {
  if (needsYou.length + fine.length === 0) return <p>{texts.nobody}</p>;
  const iLead = [...needsYou, ...fine].some(({ iAm }) => iAm === "above");
  return (
    <>
      <section class="stack-tight" aria-labelledby="needs-heading">
        <h2 id="needs-heading">{texts.needsYou}</h2>
        {needsYou.length === 0 && <p class="meta">{texts.nothingNeeded}</p>}
        <Glances glances={needsYou} />
      </section>
      <DueReminders nameOf={nameOf} />
      {fine.length > 0 && (
        <section class="stack-tight" aria-labelledby="fine-heading">
          <h2 id="fine-heading">{texts.fine}</h2>
          <Glances glances={fine} />
        </section>
      )}
      <OverviewTable glances={[...needsYou, ...fine]} nameOf={nameIn} />
      {iLead && heldMinutes > 0 && <p>{texts.balance(heldMinutes)}</p>}
      <nav class="overview-links" aria-label={texts.others}>
        <a href="/actions">{texts.links.actions}</a>
        <a href="/settings/frictions">{texts.links.frictions}</a>
        <a href="/settings/rhythm">{texts.links.rhythm}</a>
        <a href="/artifacts">{texts.artifacts}</a>
        {iLead && <a href="/settings/balance">{texts.links.balance}</a>}
        {iLead && <a href="/planner">{texts.links.planner}</a>}
      </nav>
    </>
  );
}

function Glances({ glances }: { glances: readonly PairGlanceAnswer[] }) {
  return (
    <ul class="overview-list">
      {glances.map((glance) => (
        <Glance key={glance.pair} glance={glance} />
      ))}
    </ul>
  );
}

function Glance({ glance }: { glance: PairGlanceAnswer }) {
  const { pair, next, recent, raised, owed, lastTogether, lastPaired, isAway } = glance;
  const name = nameIn(glance);
  const time = next && meetingTime(next, deviceTimeZone);
  const held = recent.filter((each) => each === "held").length;
  const facts = [
    recent.length > 0 && texts.recent(held, recent.length),
    raised.mine + raised.theirs > 0 && texts.raised(raised.mine, raised.theirs, name),
    owed.theirs > 0 && texts.theirActions(owed.theirs, name),
    lastTogether !== null && texts.lastTogether(dayInside(lastTogether)),
    lastPaired !== null && texts.lastPaired(dayInside(lastPaired)),
  ].filter((fact) => fact !== false);
  return (
    <li data-pair={pair}>
      <div class="section-line">
        <h3>
          <a href={`/p/${pair}`}>{name}</a>
        </h3>
        {isAway && <p class="meta">{texts.away}</p>}
        {time && next && (
          <p class="meta">
            {texts.next(sayDay(time.day, today.value), time.time)} ·{" "}
            {texts.prepared(next.topics.mine, next.topics.theirs, name) || texts.nobodyPrepared}
          </p>
        )}
      </div>
      {glance.signals.map((signal, index) => (
        <Sentence
          key={signal.type}
          signal={signal}
          glance={glance}
          name={name}
          // Two sentences may ask for the same.
          isFirst={glance.signals.findIndex(({ action }) => action === signal.action) === index}
        />
      ))}
      {glance.counted !== "all" && <p class="meta">{texts.behind}</p>}
      <p class="meta overview-facts">
        {recent.length > 0 && (
          <span class="overview-strip" aria-hidden="true">
            {recent.map((outcome, index) => (
              <i key={index} data-outcome={outcome} />
            ))}
          </span>
        )}
        {facts.join(" · ")}
        <a href={`/p/${pair}/pairing`} aria-label={texts.pairWith(name)}>
          {texts.pair}
        </a>
      </p>
    </li>
  );
}

type SentenceProps = { signal: SignalAnswer; glance: PairGlanceAnswer; name: string; isFirst: boolean };

function Sentence({ signal, glance, name, isFirst }: SentenceProps) {
  const { route } = useLocation();
  const { sentence, does } = saySignal(signal, glance, today.value);
  const { pair, next } = glance;
  const label = texts.actionWith(does, name);
  const open = () => {
    if (signal.action === "plan") openPageDialog({ type: "plan", topic: null });
    else if (next) openPageDialog({ type: "cant-make-it", meeting: next.meeting, begin: "move" });
    route(`/p/${pair}`);
  };
  return (
    <div class="overview-line" data-signal={signal.type}>
      <p>{sentence}</p>
      {!isFirst ? null : signal.action === "plan" || signal.action === "move" ? (
        <Button small aria-label={label} onClick={open}>
          {does}
        </Button>
      ) : (
        <a
          class="button button-small"
          aria-label={label}
          href={signal.action === "actions" ? "/actions" : `/p/${pair}${signal.action === "pair" ? "/pairing" : ""}`}
        >
          {does}
        </a>
      )}
    </div>
  );
}

function nameIn({ pair, name }: PairGlanceAnswer): string {
  return nameOf(pair, name);
}

/** As this device knows them, who may have been renamed a moment ago. */
function nameOf(pair: string, name: string): string {
  const known = pairs.value.find(({ id }) => id === pair);
  return (known && peopleOf(known)[otherMember(known.me)].name) || name || texts.someone;
}

/** "today" and "yesterday" inside of a sentence, a date otherwise. */
function dayInside(day: string): string {
  const away = Temporal.PlainDate.from(day).until(today.value).total("days");
  return away >= 0 && away <= 1 ? sayDay(day, today.value).toLocaleLowerCase() : sayDate(day, today.value);
}
