import { cleanName, isUnseenName, MAX_NAME_LENGTH } from "@candor/core/person/clean-name.ts";
import { otherMember } from "@candor/core/person/member.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { useLocation } from "preact-iso";
import { sayDue } from "../actions/say-due.ts";
import { inbox } from "../capture/inbox.ts";
import { openOverlay } from "../commands/overlay.ts";
import { overviewCommandTexts } from "../overview/command-texts.ts";
import { meetingTime } from "../page/meeting-time.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { Icon } from "../ui/icons.tsx";
import { lazily } from "../ui/lazily.tsx";
import { sayDay } from "../ui/say-day.ts";
import { markFresh } from "./fresh-pages.ts";
import {
  createPair,
  deviceKeeps,
  forgetPair,
  isSignedOut,
  me,
  pairs,
  peopleLoaded,
  refreshPeople,
} from "./my-people.ts";
import type { KnownPair } from "./people.ts";
import { peopleOf } from "./people-of.ts";
import { texts } from "./texts.ts";
import { followPairDays, type PairDay, pairDays } from "./today.ts";
import "./people.css";

const say = texts.start;

/** One question for whoever is new; the days ahead for whoever has pages. */
export function StartScreen() {
  const isRead = useSignal(false);
  const isKept = useSignal(true);
  useEffect(() => {
    document.title = "Candor";
    void peopleLoaded().then(() => {
      isRead.value = true;
    });
    void deviceKeeps().then((keeps) => {
      isKept.value = keeps;
    });
    void refreshPeople();
  }, []);
  const known = pairs.value;
  useEffect(() => {
    if (isRead.value) return followPairDays(known.filter(({ standing }) => standing !== "ended"));
  }, [known, isRead.value]);
  return (
    <div class="start">
      <header class="start-top">
        <a class="button button-quiet" href="/questions">
          {say.questions}
        </a>
        <a class="button button-quiet" href="/handbook">
          {say.handbook}
        </a>
        {isRead.value && (me.value?.anonymous !== false || isSignedOut.value) && (
          <a class="button button-quiet" href="/sign-in">
            {say.signIn}
          </a>
        )}
        <a class="icon-button" href="/settings" aria-label={say.settings} title={say.settings}>
          <Icon name="settings" />
        </a>
        <IconButton icon="question" label={say.shortcuts} onClick={() => openOverlay({ type: "shortcuts" })} />
      </header>
      <main class="start-main">
        {me.value && (isSignedOut.value || me.value.erasedAt) && <StartNotice />}
        {known.length > 0 && <Today known={known} />}
        {isRead.value && <Begin isFirst={known.length === 0} />}
      </main>
      <footer class="start-footer meta">
        {isKept.value ? say.footer : say.footerNotKept}{" "}
        {known.length > 0 && me.value?.anonymous && <a href="/sign-in">{say.keep}</a>}
      </footer>
    </div>
  );
}

// Without it the header has the way to sign in.
const NoAccount = lazily(() => import("./no-account.tsx").then((module) => module.NoAccount));

const StartNotice = lazily(() => import("./start-notice.tsx").then((module) => module.StartNotice));

const LinkForm = lazily(() => import("./link-form.tsx").then((module) => module.LinkForm));

function Begin({ isFirst }: { isFirst: boolean }) {
  const { route } = useLocation();
  const name = useSignal("");
  const isUnseen = useSignal(false);
  const isBeginning = useSignal(false);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (isFirst) field.current?.focus();
  }, [isFirst]);
  return (
    <div class="begin">
      {isFirst && <h1 class="start-promise">{say.promise}</h1>}
      <form
        class="stack-tight"
        onSubmit={(event) => {
          event.preventDefault();
          const theirName = cleanName(name.peek());
          isUnseen.value = isUnseenName(name.peek());
          if (theirName === "" || isBeginning.peek()) return;
          isBeginning.value = true;
          void createPair({ theirName }).then((pairId) => {
            markFresh(pairId);
            route(`/p/${pairId}`);
          });
        }}
      >
        <label class="begin-label" for="begin-name">
          {isFirst ? say.question : say.questionMore}
        </label>
        <div class="begin-line">
          <input
            ref={field}
            id="begin-name"
            class="input"
            value={name}
            maxLength={MAX_NAME_LENGTH}
            autoComplete="off"
            enterkeyhint="go"
            onInput={(event) => {
              name.value = event.currentTarget.value;
            }}
          />
          <Button type="submit" look="primary" disabled={isBeginning.value}>
            {say.begin}
          </Button>
        </div>
        {isUnseen.value && (
          <p role="alert" class="problem">
            {texts.unseenName}
          </p>
        )}
        {(me.value === null || isSignedOut.value) && <NoAccount />}
      </form>
      <OpenLink />
    </div>
  );
}

function OpenLink() {
  const isOpen = useSignal(false);
  if (!isOpen.value) {
    return (
      <button
        type="button"
        class="button button-quiet open-link"
        onClick={() => {
          isOpen.value = true;
        }}
      >
        {say.openLink}
      </button>
    );
  }
  return <LinkForm />;
}

function Today({ known }: { known: readonly KnownPair[] }) {
  const days = pairDays.value;
  const forNobody = inbox.value.filter(({ pairId }) => pairId === null).length;
  const ordered = [...known].sort((left, right) => {
    const [from, to] = [left, right].map((pair) => days.get(pair.id)?.next?.start ?? "9999");
    return (from ?? "") < (to ?? "") ? -1 : 1;
  });
  return (
    <>
      <section aria-labelledby="today-heading" class="stack-tight">
        <div class="section-line">
          <h1 id="today-heading">{say.today}</h1>
          <a href="/people">{overviewCommandTexts.name}</a>
        </div>
        <ul class="pairs">
          {ordered.map((pair) => (
            <PairRow key={pair.id} pair={pair} day={days.get(pair.id) ?? null} />
          ))}
        </ul>
      </section>
      <MyActions known={known} />
      <nav aria-label={say.more} class="start-places">
        {forNobody > 0 && <a href="/capture">{say.inbox(forNobody)}</a>}
        {say.places.map(([path, name]) => (
          <a key={path} href={path}>
            {name}
          </a>
        ))}
      </nav>
    </>
  );
}

function PairRow({ pair, day }: { pair: KnownPair; day: PairDay | null }) {
  const name = peopleOf(pair)[otherMember(pair.me)].name || say.someone;
  const time = day?.next ? meetingTime(day.next, deviceTimeZone) : null;
  return (
    <li class="pair" data-pair={pair.id}>
      <Avatar name={name} isMe={false} />
      <a class="pair-link" href={`/p/${pair.id}`}>
        <span class="pair-name">{name}</span>
        <span class="meta">
          {pair.standing === "ended"
            ? say.ended
            : time
              ? say.next(sayDay(time.day, today.value), time.time)
              : day
                ? say.noDate
                : ""}
          {pair.standing === "only_here" && ` · ${pair.problem ?? say.only_here}`}
        </span>
      </a>
      {pair.standing === "ended" ? (
        <Button small aria-label={say.forgetOf(name)} onClick={() => void forgetPair(pair.id)}>
          {say.forget}
        </Button>
      ) : (
        day && <span class="meta">{day.topics === 0 ? say.noTopics : say.topics(day.topics)}</span>
      )}
    </li>
  );
}

function MyActions({ known }: { known: readonly KnownPair[] }) {
  const mine = known.flatMap((pair) => {
    const { name } = peopleOf(pair)[otherMember(pair.me)];
    return (pairDays.value.get(pair.id)?.mine ?? []).map((action) => ({ action, pairId: pair.id, name }));
  });
  // Said only when every page has been read: what lies on one of them may be mine.
  const isWhole = known.every(({ id, standing }) => standing === "ended" || pairDays.value.has(id));
  mine.sort((left, right) => ((left.action.due ?? "9999") < (right.action.due ?? "9999") ? -1 : 1));
  return (
    <section aria-labelledby="my-actions-heading" class="stack-tight">
      <div class="section-line">
        <h2 id="my-actions-heading">{say.myActions}</h2>
        <a href="/actions">{say.allActions}</a>
      </div>
      {mine.length === 0 && isWhole && <p class="meta">{say.noActions}</p>}
      <ul class="pairs">
        {mine.map(({ action, pairId, name }) => {
          const due = sayDue(action.due, today.value);
          return (
            <li key={action.id} class="pair">
              <a class="pair-link" href={`/p/${pairId}#action-${action.id}`}>
                <span>{action.text}</span>
                <span class="meta">{say.withName(name)}</span>
              </a>
              {due && <span class={due.isOver ? "meta is-over" : "meta"}>{due.text}</span>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
