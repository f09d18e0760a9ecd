import type { MyNotices, SetNotices } from "@candor/protocol/http/notices.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ApiResult } from "../people/api-client.ts";
import { announce } from "../ui/announce.ts";
import { deviceTimeZone } from "../ui/clock.ts";
import { endPush, keepPush, readNotices, setNotices } from "./connection-calls.ts";
import { connectionsTexts } from "./texts.ts";
import { listenForPush, stopListening } from "./this-browser.ts";

const texts = connectionsTexts.notices;
const KINDS = ["digest", "reminder"] as const;
const CHANNELS = ["mail", "push"] as const;

/** What I am told of before a 1:1, by which way, and whether this browser shows it. */
export function NoticePart() {
  const known = useSignal<MyNotices | null>(null);
  const problem = useSignal("");
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
    const { digest, reminder, withTitles } = notices;
    take(await setNotices({ digest, reminder, withTitles, ...changes, timeZone: deviceTimeZone }));
  };
  const turnHere = async (on: boolean) => {
    if (!on) {
      await stopListening();
      take(await endPush());
      return;
    }
    const given = await listenForPush(notices.push.publicKey);
    if (given.type === "ok") take(await keepPush(given.keys));
    else {
      problem.value = texts[given.type];
      known.value = { ...notices };
    }
  };
  return (
    <fieldset class="settings-group" id="notices">
      <legend>{texts.title}</legend>
      <p class="meta">
        {texts.what} {texts.when(notices.timeZone)}
      </p>
      {KINDS.map((kind) => (
        <fieldset key={kind} class="connections-kind">
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
      <p class="meta">
        {texts.weekly} <a href="/settings/rhythm#reminders">{texts.weeklyLink}</a>.
      </p>
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </fieldset>
  );
}
