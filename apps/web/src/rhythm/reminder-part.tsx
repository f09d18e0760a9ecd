import type { MyReminders } from "@candor/protocol/http/reminders.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { announce } from "../ui/announce.ts";
import { deviceTimeZone } from "../ui/clock.ts";
import { readReminders, setReminders } from "./reminder-calls.ts";
import { rhythmTexts as texts } from "./texts.ts";

const say = texts.reminders;

/** Whether mails may remind me of what waits. */
export function ReminderPart() {
  const known = useSignal<MyReminders | null>(null);
  const problem = useSignal("");
  useEffect(() => {
    void readReminders().then((result) => {
      if (result.type === "ok") known.value = result.value;
    });
  }, []);
  const mail = known.value?.mail;
  if (!mail) return null;
  const set = async (on: boolean) => {
    const result = await setReminders({ on, timeZone: deviceTimeZone });
    if (result.type === "ok") {
      known.value = result.value;
      problem.value = "";
      announce(on ? say.isOn : say.isOff);
      return;
    }
    problem.value = result.type === "problem" ? result.title : texts.unreachable;
    known.value = { ...(known.peek() as MyReminders) }; // draws the switch as it still is
  };
  return (
    <section class="rhythm-card" aria-labelledby="reminders-heading" id="reminders">
      <h2 id="reminders-heading">{say.title}</h2>
      <p class="meta">{say.what}</p>
      <label class="check">
        <input
          type="checkbox"
          checked={mail.on}
          onChange={(event) => {
            void set(event.currentTarget.checked);
          }}
        />
        <span>{say.byMail(mail.timeZone)}</span>
      </label>
      {mail.isAllOff && (
        <p class="meta">
          {say.isAllOff} <a href="/settings/connections#notices">{say.notices}</a>
        </p>
      )}
      {!mail.hasAddress && (
        <p class="meta">
          {say.noAddress} <a href="/settings/account">{say.account}</a>
        </p>
      )}
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </section>
  );
}
