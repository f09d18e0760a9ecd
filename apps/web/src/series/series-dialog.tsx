import { MEDIA, type Medium } from "@candor/core/meeting/meeting.ts";
import { knownZone } from "@candor/core/meeting/meeting-span.ts";
import { proposeTimes } from "@candor/core/meeting/propose-times.ts";
import type { PageSettings } from "@candor/core/page/page.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import { changeSettings } from "@candor/document/page/begin-page.ts";
import { useSignal } from "@preact/signals";
import { usePage } from "../page/page-context.ts";
import { texts as pageTexts } from "../page/texts.ts";
import { undoable } from "../page/undoable.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone, now } from "../ui/clock.ts";
import { Dialog } from "../ui/dialog.tsx";
import { lazily } from "../ui/lazily.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import { cityOf, zoneOf } from "./say-time.ts";
import { texts } from "./texts.ts";
import "./series.css";

const CadencePart = lazily(
  () => import("../rhythm/cadence-part.tsx").then((module) => module.CadencePart),
  () => null, // advice needs the server; the dialog does without
);

const LaterPart = lazily(
  () => import("./later-part.tsx").then((module) => module.LaterPart),
  () => null, // on this device alone the next meeting can be moved, and the others once they are next
);

const { series: say } = texts;
const LEAST_MINUTES = 5;
const MOST_MINUTES = 480;
const WEEKS: readonly number[] = [1, 2, 3, 4, 6, 8, 12];

/** What the pair agreed about its meetings: how often, how long, how, and where each of the two is. */
export function SeriesDialog({ onClose }: { onClose: () => void }) {
  const model = usePage();
  const settings = model.settings.value;
  const other = model.people.value[model.other].name || pageTexts.otherMissing;
  const minutes = useSignal(String(settings.minutes));
  const change = (changed: Partial<PageSettings>) => {
    undoable(model.handle.undo, () => changeSettings(model.handle.doc, changed));
  };
  const keepMinutes = () => {
    const value = Math.round(Number(minutes.peek()));
    if (value >= LEAST_MINUTES && value <= MOST_MINUTES) change({ minutes: value });
    else minutes.value = String(model.settings.peek().minutes);
  };
  const weeks = WEEKS.includes(settings.everyWeeks) ? WEEKS : [...WEEKS, settings.everyWeeks];
  return (
    <Dialog title={say.title} onClose={onClose}>
      <p class="meta">{say.intro(other)}</p>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          keepMinutes();
          onClose();
        }}
      >
        <div class="series-fields">
          <SelectField
            label={say.every}
            value={String(settings.everyWeeks)}
            choices={weeks.map((each) => ({ value: String(each), label: pageTexts.cadenceChoice(each) }))}
            onValue={(value) => change({ everyWeeks: Number(value) })}
          />
          <div onFocusOut={keepMinutes}>
            <TextField
              label={say.minutes}
              type="number"
              min={LEAST_MINUTES}
              max={MOST_MINUTES}
              value={minutes.value}
              onValue={(value) => {
                minutes.value = value;
              }}
            />
          </div>
          <SelectField<Medium | "">
            label={say.medium}
            value={settings.medium ?? ""}
            choices={[
              { value: "", label: pageTexts.mediumOpen },
              ...MEDIA.map((value) => ({ value, label: pageTexts.media[value] })),
            ]}
            onValue={(medium) => change({ medium: medium || null })}
          />
        </div>
        <ZoneField
          label={say.zone}
          hint={say.zoneHint}
          value={settings.timeZone}
          onValue={(zone) => {
            if (zone !== null) change({ timeZone: zone });
          }}
        />
        <fieldset class="series-people">
          <legend>{say.people}</legend>
          <p class="meta">{say.peopleHint}</p>
          <PersonsZone label={say.yours} member={model.me} isMe change={change} />
          <PersonsZone label={say.theirs(other)} member={model.other} isMe={false} change={change} />
        </fieldset>
        <div class="row">
          <Button type="submit" look="primary">
            {say.done}
          </Button>
        </div>
      </form>
      <LaterPart because={texts.cantMakeIt.because} propose={proposeTimes} />
      <CadencePart
        pairId={model.handle.pairId}
        me={model.me}
        name={other}
        agreed={settings}
        canEdit={model.canEdit.value}
        onAccept={({ everyWeeks, minutes: length }) => {
          change({ everyWeeks, minutes: length });
          minutes.value = String(length);
        }}
      />
      <p>
        <a href={`/settings/together?with=${model.handle.pairId}`}>{say.more(other)}</a>
      </p>
    </Dialog>
  );
}

type PersonsZoneProps = {
  label: string;
  member: MemberId;
  isMe: boolean;
  change: (changed: Partial<PageSettings>) => void;
};

function PersonsZone({ label, member, isMe, change }: PersonsZoneProps) {
  const zone = zoneOf(usePage().settings.value, member);
  const set = (value: string | null) => change(member === "a" ? { timeZoneOfA: value } : { timeZoneOfB: value });
  const time = zone === null ? null : now.value.toZonedDateTimeISO(knownZone(zone)).toPlainTime();
  return (
    <div class="stack-tight">
      <ZoneField
        label={label}
        hint={time ? say.now(time.toString({ smallestUnit: "minute" })) : undefined}
        value={zone}
        onValue={set}
      />
      {isMe && zone !== deviceTimeZone && (
        <div>
          <Button small onClick={() => set(deviceTimeZone)}>
            {say.thisDevice(cityOf(deviceTimeZone))}
          </Button>
        </div>
      )}
    </div>
  );
}

type ZoneFieldProps = {
  label: string;
  hint: string | undefined;
  /** null: nobody has said */
  value: string | null;
  onValue: (zone: string | null) => void;
};

function ZoneField({ label, hint, value, onValue }: ZoneFieldProps) {
  const known = zones();
  const all = value === null || known.includes(value) ? known : [value, ...known];
  return (
    <div class="stack-tight">
      <SelectField
        label={label}
        value={value ?? ""}
        choices={[
          ...(value === null ? [{ value: "", label: say.unknown }] : []),
          ...all.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") })),
        ]}
        onValue={(zone) => onValue(zone || null)}
      />
      {hint && <span class="field-hint">{hint}</span>}
    </div>
  );
}

/** All that this browser knows, and where the device is: browsers leave out some names that are in use, such as UTC. */
function zones(): string[] {
  return [...new Set([deviceTimeZone, "UTC", ...Intl.supportedValuesOf("timeZone")])].sort();
}
