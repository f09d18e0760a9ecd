import { type Quarter, quarterCalled } from "@candor/core/balance/quarter.ts";
import { type PairInsight, pairInsight, quartersUntil } from "@candor/core/insight/pair-insight.ts";
import { type MemberId, otherMember } from "@candor/core/person/member.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { PageHandle } from "../offline/page-handle.ts";
import { openPage, releasePage, thisTab } from "../offline/this-tab.ts";
import { pairs, peopleLoaded, refreshPeople } from "../people/my-people.ts";
import { peopleOf } from "../people/people-of.ts";
import { personalOf } from "../people/personal.ts";
import { UnknownScreen } from "../people/unknown-screen.tsx";
import { now, today } from "../ui/clock.ts";
import { Screen } from "../ui/screen.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { Picture } from "./picture.tsx";
import { insightTexts as texts } from "./texts.ts";
import { YearMap } from "./year-map.tsx";
import "../people/people.css";
import "./insight.css";

const WHOLE_YEAR = "year";
const TOGETHER: readonly string[] = ["in_person", "walk"];
const MONTH_NAMES = new Intl.DateTimeFormat("en", { month: "short", timeZone: "UTC" });

/** How the two of a page met and talked in the last year; drawn on the device from what both can read. */
export function InsightScreen({ pairId }: { pairId: string }) {
  const isLoaded = useSignal(false);
  useEffect(() => {
    void peopleLoaded()
      .then(refreshPeople)
      .finally(() => {
        isLoaded.value = true;
      });
  }, [pairId]);
  const pair = pairs.value.find(({ id }) => id === pairId);
  if (!pair) return isLoaded.value ? <UnknownScreen /> : null;
  const { name } = peopleOf(pair)[otherMember(pair.me)];
  return (
    <Screen
      back={{ to: `/p/${pairId}`, label: texts.toPage(name) }}
      title={texts.title(name)}
      intro={texts.intro(name)}
      main="start-main insight"
    >
      <OfPage key={pairId} pairId={pairId} me={pair.me} name={name} />
    </Screen>
  );
}

function OfPage({ pairId, me, name }: { pairId: string; me: MemberId; name: string }) {
  const opened: PageHandle = useMemo(() => openPage(pairId), [pairId]);
  useEffect(() => () => releasePage(pairId), [pairId]);
  const handle = latest(opened);
  const state = handle.state.value;
  const page = handle.page.value;
  const worth = personalOf(thisTab()).worth.of(pairId).value;
  const chosen = useSignal(WHOLE_YEAR);
  const quarter = quarterCalled(chosen.value);
  const insight = useMemo(
    () => (state === "ready" ? pairInsight(page, worth, now.peek(), quarter) : null),
    [state, page, worth, today.value, chosen.value],
  );
  if (insight === null) return <p role="status">{state === "loading" ? texts.waiting : texts.unread}</p>;
  return (
    <>
      <div class="insight-quarter">
        <SelectField
          label={texts.period}
          value={chosen.value}
          choices={[WHOLE_YEAR, ...quartersUntil(today.value)].map((value) => ({
            value,
            label: value === WHOLE_YEAR ? texts.wholeYear : quarterRow(value).label,
          }))}
          onValue={(value) => {
            chosen.value = value;
          }}
        />
      </div>
      <Pictures insight={insight} me={me} name={name} quarter={quarter} />
    </>
  );
}

type PicturesProps = { insight: PairInsight; me: MemberId; name: string; quarter: Quarter | null };

function Pictures({ insight, me, name, quarter }: PicturesProps) {
  const { longestGapDays, months, raised, altitude, openActions, media, worth, days } = insight;
  const other = otherMember(me);
  // The same order for both, so that two who look at it together see one picture.
  const seats = ["a", "b"] as const;
  const names = seats.map((seat) => (seat === me ? texts.you : name));
  const sumOf = (list: readonly { by: Readonly<Record<MemberId, number>> }[], seat: MemberId) =>
    list.reduce((sum, { by }) => sum + by[seat], 0);
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const held = total(months.map((month) => month.held + month.heldMoved));
  const moved = total(months.map(({ heldMoved }) => heldMoved));
  const cancelled = total(months.map((month) => month.cancelled));
  const yes = total(worth.map((each) => each.yes));
  const no = total(worth.map((each) => each.no));
  return (
    <>
      <YearMap days={days} longestGap={longestGapDays} today={today.value} quarter={quarter} />
      <Picture
        {...texts.months}
        sentence={texts.months.sentence(held, held + cancelled, moved)}
        rows={months.map((each) => ({
          label: each.month,
          short: MONTH_NAMES.format(Date.parse(`${each.month}-01`)),
          values: [each.held, each.heldMoved, each.cancelled],
        }))}
      />
      <Picture
        {...texts.raised}
        kinds={names}
        sentence={texts.raised.sentence(sumOf(raised, me), sumOf(raised, other), name)}
        rows={raised.map(({ quarter, by }) => ({ ...quarterRow(quarter), values: seats.map((seat) => by[seat]) }))}
      />
      <Picture
        {...texts.altitude}
        sentence={texts.altitude.sentence(altitude.bigPicture, altitude.detail)}
        rows={[
          {
            label: quarter ? quarterRow(quarter.name).label : texts.altitude.row,
            values: [altitude.bigPicture, altitude.detail],
          },
        ]}
      />
      <Picture
        {...texts.actions}
        kinds={names}
        sentence={texts.actions.sentence(sumOf(openActions, me), sumOf(openActions, other), name)}
        rows={openActions.map(({ age, by }) => ({
          label: texts.actions.ages[age],
          values: seats.map((seat) => by[seat]),
        }))}
      />
      <Picture
        {...texts.media}
        sentence={texts.media.sentence(
          total(media.map((each) => (TOGETHER.includes(each.medium) ? each.held : 0))),
          held,
        )}
        rows={media.map((each) => ({ label: texts.media.names[each.medium], values: [each.held] }))}
      />
      <Picture
        {...texts.worth}
        sentence={texts.worth.sentence(yes, yes + no)}
        rows={worth.map((each) => ({ ...quarterRow(each.quarter), values: [each.yes, each.no] }))}
      />
    </>
  );
}

/** "2026-Q4" */
function quarterRow(quarter: string): { label: string; short: string } {
  const [year, number] = quarter.split("-");
  return { label: `${number} ${year}`, short: `${number} ${year}` };
}

function latest(handle: PageHandle): PageHandle {
  return handle.successor.value ? latest(handle.successor.value) : handle;
}
