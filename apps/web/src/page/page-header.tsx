import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { StartButton } from "../live/start-button.tsx";
import { cantMakeIt } from "../series/cant-make-it.ts";
import { seriesCommandTexts } from "../series/command-texts.ts";
import { theirTime, zoneOf } from "../series/say-time.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { Icon } from "../ui/icons.tsx";
import { lazily } from "../ui/lazily.tsx";
import { MenuButton } from "../ui/menu.tsx";
import { sayDay } from "../ui/say-day.ts";
import { meetingTime } from "./meeting-time.ts";
import { usePage } from "./page-context.ts";
import { openPageDialog } from "./page-dialog.ts";
import { pageMenu } from "./page-menu.ts";
import { SyncStatus } from "./sync-status.tsx";
import { texts } from "./texts.ts";
import "./page-header.css";

const MeetingDetails = lazily(
  () => import("./meeting-details.tsx").then((module) => module.MeetingDetails),
  ({ onRetry }) => (
    <Button small onClick={onRetry}>
      {texts.banner.retry}
    </Button>
  ),
);

/** Whose page it is, when they meet next, who is here and whether all is saved. */
export function PageHeader() {
  const model = usePage();
  const people = model.people.value;
  const me = people[model.me].name || texts.meMissing;
  const other = people[model.other].name || texts.otherMissing;
  const isChanging = useSignal(false);
  const dateButton = useRef<HTMLButtonElement>(null);
  const nextId = model.nextMeetingId.value;
  const canChange = nextId !== null && model.canEdit.value;
  return (
    <header class="page-header">
      <div class="page-header-line">
        <a class="icon-button" href="/" aria-label={texts.backHome} title={texts.backHome}>
          <Icon name="left" />
        </a>
        <div class="page-names">
          <h1>{texts.title(me, other)}</h1>
          <button
            ref={dateButton}
            type="button"
            class="page-date"
            data-next-meeting
            disabled={!canChange}
            aria-expanded={isChanging.value}
            onClick={() => {
              isChanging.value = !isChanging.peek();
            }}
          >
            <NextMeeting />
            {canChange && <Icon name="chevron" />}
          </button>
          {canChange && (
            <button type="button" class="page-date page-cant" onClick={() => cantMakeIt(model)}>
              {seriesCommandTexts.cantMakeIt}
            </button>
          )}
        </div>
        <div class="page-state">
          <Here other={other} joined={people[model.other].joined} left={people[model.other].left ?? false} />
          <SyncStatus />
        </div>
        <div class="page-buttons">
          {model.canEdit.value && (
            <Button
              look={people[model.other].joined ? "plain" : "primary"}
              onClick={() => openPageDialog({ type: "invite" })}
            >
              {texts.invite}
            </Button>
          )}
          <StartButton />
          <MenuButton icon="more" label={texts.pageMenu} items={pageMenu} />
        </div>
      </div>
      {isChanging.value && nextId !== null && (
        <MeetingDetails
          key={nextId}
          meetingId={nextId}
          onDone={() => {
            isChanging.value = false;
            dateButton.current?.focus();
          }}
        />
      )}
    </header>
  );
}

function NextMeeting() {
  const model = usePage();
  const nextId = model.nextMeetingId.value;
  const meeting = nextId === null ? null : model.meeting(nextId).value;
  const time = meeting && meetingTime(meeting, deviceTimeZone);
  const cadence = texts.cadence(model.settings.value.everyWeeks);
  const theirs = meeting && theirTime(meeting, zoneOf(model.settings.value, model.other), deviceTimeZone);
  const other = model.people.value[model.other].name || texts.otherMissing;
  if (!time) {
    return (
      <span>
        {texts.meeting.noDate} · {cadence}
      </span>
    );
  }
  return (
    <span>
      <time dateTime={`${time.day}T${time.time}`}>
        {texts.meeting.at(capital(sayDay(time.day, today.value)), time.time, time.end)}
      </time>
      {theirs !== null && ` (${seriesCommandTexts.theirs(theirs, other)})`}
      {theirs === null && time.agreed !== null && ` ${texts.meeting.agreedAs(time.agreed)}`} · {cadence}
    </span>
  );
}

function Here({ other, joined, left }: { other: string; joined: boolean; left: boolean }) {
  const { handle, people } = usePage();
  const present = handle.presence.value;
  if (!joined && present.length === 0) {
    return <span class="meta">{left ? texts.presence.left(other) : texts.presence.notJoined(other)}</span>;
  }
  return (
    <>
      {present.map(({ member, name, idle }) => {
        const shown = people.value[member].name || name || texts.otherMissing;
        return (
          <span key={member} class="presence" data-presence={member}>
            <Avatar name={shown} isMe={member === handle.member} />
            <span class="meta">{idle ? texts.presence.idle(shown) : texts.presence.here(shown)}</span>
          </span>
        );
      })}
    </>
  );
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
