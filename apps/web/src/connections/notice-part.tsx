import type { MyNotices, SetNotices } from "@candor/protocol/http/notices.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { ApiResult } from "../people/api-client.ts";
import { announce } from "../ui/announce.ts";
import { deviceTimeZone } from "../ui/clock.ts";
import { SelectField } from "../ui/select-field.tsx";
import { endPush, keepPush, readNotices, setNotices } from "./connection-calls.ts";
import { connectionsTexts } from "./connections-texts.ts";
import { listenForPush, stopListening } from "./this-browser.ts";

const texts = connectionsTexts.notices;
const KINDS = ["weekAhead", "digest", "reminder"] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}:00`);
const CHANNELS = ["mail", "push"] as const;

/** What I am told of by itself, when, by which way, and whether this browser shows it. */
export function NoticePart() {
  const known = useSignal<MyNotices | null>(null);
  const problem = useSignal("");
  const sending = useRef<Promise<unknown>>(Promise.resolve());
  const take = (result: ApiResult<MyNotices>, isChange = true) => {
    if (result.type === "ok") {
      known.value = result.value;
      problem.value = "";
      if (isChange) announce(texts.saved);
      return;
    }
    problem.value = result.type === "problem" ? result.title : connectionsTexts.unreachable;
    const before = known.peek();
    if (before) known.value = { ...before }; // draws the switches as they still are
  };
  useEffect(() => void readNotices().then((result) => take(result, false)), []);
  const notices = known.value;
  if (notices === null)
    return (
      <p role="alert" class="problem">
        {problem.value}
      </p>
    );
  const set = async (changes: Partial<SetNotices>) => {
    // The next switch builds on this one, whose answer may still be on its way; so they go out one after the other.
    const chosen = { ...(known.peek() ?? notices), ...changes };
    known.value = chosen;
    const { digest, reminder, weekAhead, isAllOff, quiet, withTitles } = chosen;
    const wanted = { digest, reminder, weekAhead, isAllOff, quiet, withTitles, timeZone: deviceTimeZone };
    const sent = sending.current.then(() => setNotices(wanted));
    sending.current = sent;
    const result = await sent;
    if (sending.current !== sent) return; // the last one says how it is
    take(result);
    if (result.type === "ok") return;
    const asked = await readNotices(); // what of it was stored, nobody knows
    if (asked.type === "ok" && sending.current === sent) known.value = asked.value;
  };
  const turnHere = async (on: boolean) => {
    if (!on) {
      await stopListening();
      take(await endPush());
      return;
    }
    const given = await listenForPush(notices.push.publicKey);
    if (given.type === "ok") {
      const kept = await keepPush(given.keys);
      take(kept);
      if (kept.type === "problem") await stopListening();
    } else {
      problem.value = texts[given.type];
      known.value = { ...notices };
    }
  };
  return (
    <fieldset class="settings-group" id="notices">
      <legend>{texts.title}</legend>
      <p class="meta">{texts.what}</p>
      <label class="check">
        <input
          type="checkbox"
          checked={!notices.isAllOff}
          onChange={(event) => {
            void set({ isAllOff: !event.currentTarget.checked });
          }}
        />
        <span>
          {texts.any}
          <span class="field-hint settings-hint">{notices.isAllOff ? texts.isAllOff : texts.anyHint}</span>
        </span>
      </label>
      {KINDS.map((kind) => (
        <fieldset key={kind} class="connections-kind" disabled={notices.isAllOff}>
          <legend>{texts[kind]}</legend>
          <div class="connections-channels">
            {CHANNELS.map((channel) => (
              <label key={channel} class="check">
                <input
                  type="checkbox"
                  checked={notices[kind][channel]}
                  onChange={(event) => {
                    void set({ [kind]: { ...notices[kind], [channel]: event.currentTarget.checked } });
                  }}
                />
                <span>{texts[channel]}</span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      <p class="meta">
        {texts.weekly} <a href="/settings/rhythm#reminders">{texts.weeklyLink}</a>.
      </p>
      <QuietHours
        quiet={notices.quiet}
        timeZone={notices.timeZone}
        onQuiet={(quiet) => {
          void set({ quiet });
        }}
      />
      {!notices.hasAddress && (
        <p class="meta">
          {texts.noAddress} <a href="/settings/account">{connectionsTexts.mail.account}</a>
        </p>
      )}
      <label class="check">
        <input
          type="checkbox"
          checked={notices.withTitles}
          onChange={(event) => {
            void set({ withTitles: event.currentTarget.checked });
          }}
        />
        <span>
          {texts.withTitles}
          <span class="field-hint settings-hint">{texts.withTitlesHint}</span>
        </span>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={notices.push.here}
          onChange={(event) => {
            void turnHere(event.currentTarget.checked);
          }}
        />
        <span>
          {texts.here}
          <span class="field-hint settings-hint">{texts.browsers(notices.push.browsers)}</span>
        </span>
      </label>
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </fieldset>
  );
}

type Quiet = MyNotices["quiet"];
type QuietProps = { quiet: Quiet; timeZone: string; onQuiet: (quiet: Quiet) => void };

function QuietHours({ quiet, timeZone, onQuiet }: QuietProps) {
  const choices = HOURS.map((label, hour) => ({ value: String(hour), label }));
  return (
    <fieldset class="connections-kind">
      <legend>{texts.quiet}</legend>
      <div class="connections-channels">
        {(["from", "until"] as const).map((end) => (
          <SelectField
            key={end}
            label={texts[end]}
            value={String(quiet[end])}
            choices={choices}
            onValue={(hour) => onQuiet({ ...quiet, [end]: Number(hour) })}
          />
        ))}
      </div>
      <p class="meta">{texts.quietHint(timeZone, quiet.from === quiet.until)}</p>
    </fieldset>
  );
}
