import type { CalendarSource } from "@candor/protocol/http/calendar.ts";
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { ApiResult } from "../people/api-client.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone } from "../ui/clock.ts";
import { showToast } from "../ui/toasts.ts";
import { TypedField } from "../ui/typed-field.tsx";
import { connectCalendar, uploadCalendar } from "./calendar-calls.ts";
import { stripCalendar } from "./strip-calendar.ts";
import { calendarTexts } from "./texts.ts";

const say = calendarTexts.connect;
const MAX_CHARACTERS = 4_000_000;
const MAX_NAME = 120;

/** A calendar more: by its secret address, or from a file. */
export function ConnectForm({ onChange }: { onChange: () => Promise<void> }) {
  const address = useSignal("");
  const problem = useSignal("");
  const isBusy = useSignal(false);
  const fileId = useId();
  const settle = async (result: ApiResult<CalendarSource>, done: (name: string) => string) => {
    isBusy.value = false;
    if (result.type === "ok") {
      problem.value = "";
      showToast(done(result.value.name));
    } else problem.value = result.type === "problem" ? result.title : calendarTexts.unreachable;
    await onChange();
    return result.type === "ok";
  };
  const connect = async () => {
    if (isBusy.peek() || address.peek().trim() === "") return;
    isBusy.value = true;
    const wanted = { address: address.peek().trim(), timeZone: deviceTimeZone, allDayCounts: true };
    if (await settle(await connectCalendar(wanted), say.connected)) address.value = "";
  };
  const add = async (file: File | undefined) => {
    if (file === undefined || isBusy.peek()) return;
    isBusy.value = true;
    const text = stripCalendar(await file.text());
    if (text.length > MAX_CHARACTERS) {
      isBusy.value = false;
      problem.value = say.tooLarge;
      return;
    }
    const name = file.name.slice(0, MAX_NAME);
    await settle(await uploadCalendar({ name, text, timeZone: deviceTimeZone, allDayCounts: true }), say.added);
  };
  return (
    <section class="stack-tight" aria-labelledby="connect-heading">
      <h2 id="connect-heading">{say.title}</h2>
      <form
        class="stack-tight"
        onSubmit={(event) => {
          event.preventDefault();
          void connect();
        }}
      >
        <TypedField
          label={say.address}
          hint={say.addressHint}
          placeholder="https://…/basic.ics"
          autoComplete="off"
          maxLength={2000}
          typed={address}
        />
        <div class="row">
          <Button type="submit" look="primary" aria-disabled={isBusy.value}>
            {say.button}
          </Button>
        </div>
      </form>
      <p role="alert" class="problem">
        {problem.value}
      </p>
      <details class="folded">
        <summary>{say.where}</summary>
        <dl class="calendar-places">
          {say.places.map(([where, how]) => (
            <div key={where}>
              <dt>{where}</dt>
              <dd>{how}</dd>
            </div>
          ))}
        </dl>
      </details>
      <div class="field calendar-file">
        <label class="field-label" for={fileId}>
          {say.file}
        </label>
        <input
          id={fileId}
          type="file"
          accept=".ics,.ical,.ifb,text/calendar"
          aria-describedby={`${fileId}-hint`}
          onChange={(event) => {
            const input = event.currentTarget;
            void add(input.files?.[0]).then(() => {
              input.value = "";
            });
          }}
        />
        <span class="field-hint" id={`${fileId}-hint`}>
          {say.fileHint}
        </span>
      </div>
    </section>
  );
}
