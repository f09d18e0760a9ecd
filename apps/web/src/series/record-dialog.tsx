import { type MeetingRecord, meetingRecord, type Occurrence } from "@candor/core/meeting/meeting-record.ts";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { meetingTime } from "../page/meeting-time.ts";
import { usePage } from "../page/page-context.ts";
import { texts as pageTexts } from "../page/texts.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone, now, today } from "../ui/clock.ts";
import { Dialog } from "../ui/dialog.tsx";
import { sayDate } from "../ui/say-day.ts";
import { texts } from "./texts.ts";
import "./series.css";

const { record: say } = texts;
const SHOWN = 8;

/** What became of this pair's meetings. Drawn from their page alone, which nobody else can read. */
export function RecordDialog({ onClose }: { onClose: () => void }) {
  const model = usePage();
  const { meetings } = model.handle.page.value;
  const record = useMemo(() => meetingRecord(meetings, now.value), [meetings, now.value]);
  return (
    <Dialog title={say.title} onClose={onClose}>
      <p class="meta">{say.who(model.people.value[model.other].name || pageTexts.otherMissing)}</p>
      {record.heldShare ? <p>{say.share(record.heldShare.held, record.heldShare.of)}</p> : <p>{say.none}</p>}
      <Counts record={record} />
      {record.longestGap && (
        <p>
          {say.gap(
            record.longestGap,
            sayDate(record.longestGap.from, today.value),
            sayDate(record.longestGap.until ?? today.value, today.value),
          )}
        </p>
      )}
      <a href={`/settings/insight?with=${model.handle.pairId}`}>{say.more}</a>
      <Occurrences occurrences={record.occurrences} />
    </Dialog>
  );
}

function Counts({ record: { held, moved, cancelled, upcoming } }: { record: MeetingRecord }) {
  const counts = [
    { label: say.held, count: held, detail: "" },
    { label: say.moved, count: moved, detail: "" },
    { label: say.cancelled, count: cancelled.total, detail: say.cancelledBy(cancelled) },
    { label: say.upcoming, count: upcoming, detail: "" },
  ];
  return (
    <dl class="record-counts">
      {counts.map(({ label, count, detail }) => (
        <div key={label} class="record-count">
          <dt>{label}</dt>
          <dd>
            <span class="record-number">{count}</span>
            {detail !== "" && <span class="meta">{detail}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Occurrences({ occurrences }: { occurrences: readonly Occurrence[] }) {
  const isWhole = useSignal(false);
  const shown = isWhole.value ? occurrences : occurrences.slice(0, SHOWN);
  if (occurrences.length === 0) return null;
  return (
    <section class="stack-tight" aria-labelledby="record-list-heading">
      <h3 id="record-list-heading">{say.list}</h3>
      <ul class="record-list">
        {shown.map((occurrence) => (
          <OccurrenceLine key={occurrence.meeting.id} occurrence={occurrence} />
        ))}
      </ul>
      {occurrences.length > shown.length && (
        <div>
          <Button
            small
            onClick={() => {
              isWhole.value = true;
            }}
          >
            {say.all(occurrences.length)}
          </Button>
        </div>
      )}
    </section>
  );
}

function OccurrenceLine({ occurrence: { meeting, outcome, day, movedFrom } }: { occurrence: Occurrence }) {
  const time = meetingTime(meeting, deviceTimeZone);
  const shownDay = time?.day ?? day;
  const isCancelled = outcome === "cancelled" && meeting.cancelReason !== null;
  const said = [
    isCancelled ? say.reasons[meeting.cancelReason ?? "other"] : say.outcomes[outcome],
    ...(meeting.medium !== null && outcome !== "cancelled"
      ? [pageTexts.media[meeting.medium].toLocaleLowerCase()]
      : []),
    ...(movedFrom.length > 0 ? [say.movedFrom(movedFrom.map((start) => sayStart(start, meeting)))] : []),
  ];
  return (
    <li class="record-line" data-outcome={outcome}>
      <span class="record-day">
        {shownDay === null ? say.undated : `${sayDate(shownDay, today.value, "short")}${time ? `, ${time.time}` : ""}`}
      </span>
      <span class="record-said">
        {said.join(", ")}
        {meeting.why !== null && outcome === "cancelled" && say.why(meeting.why)}
      </span>
    </li>
  );
}

function sayStart(start: string, meeting: Occurrence["meeting"]): string {
  const time = meetingTime({ ...meeting, start }, deviceTimeZone);
  return time ? `${sayDate(time.day, today.value, "short")}, ${time.time}` : say.undated;
}
