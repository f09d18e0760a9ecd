import type { AccountCalendarChoice, CalendarAccount, ChooseCalendars } from "@candor/protocol/http/calendar.ts";
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { accountTexts } from "./account-texts.ts";
import { serviceTexts } from "./service-texts.ts";

const say = accountTexts.choice;
const MOST_AT_FIRST = 5; // more is what others share, and is chosen by hand

type CalendarChoiceProps = {
  account: CalendarAccount;
  calendars: readonly AccountCalendarChoice[];
  onChoose: (choice: ChooseCalendars) => Promise<void>;
  onCancel: () => void;
};

/** Which calendars of an account are read, and into which one my meetings are put. */
export function CalendarChoice({ account, calendars, onChoose, onCancel }: CalendarChoiceProps) {
  const reads = useSignal<ReadonlySet<string>>(new Set(firstReads(account, calendars)));
  const target = account.target !== null && !account.target.isLeaving ? account.target : null;
  const writes = useSignal(target?.calendar ?? "");
  const showsNames = useSignal(target?.showsNames ?? false);
  const isBusy = useSignal(false);
  const form = useRef<HTMLFormElement>(null);
  // Whoever asked for it goes on here.
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>("input, select, button")?.focus(), []);
  const writable = calendars.filter(({ canWrite }) => canWrite);
  const toggle = (id: string, isRead: boolean) => {
    const next = new Set(reads.peek());
    if (isRead) next.add(id);
    else next.delete(id);
    reads.value = next;
  };
  const save = async () => {
    if (isBusy.peek()) return;
    isBusy.value = true;
    const there = calendars.filter(({ id }) => reads.peek().has(id)).map(({ id }) => id);
    await onChoose({ reads: there, writes: writes.peek() || null, showsNames: showsNames.peek() });
    isBusy.value = false;
  };
  return (
    <form
      ref={form}
      class="calendar-choice"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {calendars.length === 0 && <p class="meta">{say.none}</p>}
      {calendars.length > 0 && (
        <fieldset>
          <legend>{say.reads}</legend>
          {calendars.map(({ id, name }) => (
            <label key={id} class="check">
              <input
                type="checkbox"
                checked={reads.value.has(id)}
                onChange={(event) => toggle(id, event.currentTarget.checked)}
              />
              <span>{name}</span>
            </label>
          ))}
        </fieldset>
      )}
      {writable.length === 0 ? (
        calendars.length > 0 && <p class="meta">{account.kind === "caldav" ? say.readOnly : serviceTexts.readOnly}</p>
      ) : (
        <SelectField
          label={say.writes}
          value={writes.value}
          choices={[{ value: "", label: say.nowhere }, ...writable.map(({ id, name }) => ({ value: id, label: name }))]}
          onValue={(value) => {
            writes.value = value;
          }}
        />
      )}
      {writes.value !== "" && (
        <label class="check">
          <input
            type="checkbox"
            checked={showsNames.value}
            onChange={(event) => {
              showsNames.value = event.currentTarget.checked;
            }}
          />
          <span>
            {say.names}
            <span class="field-hint settings-hint">{say.namesHint}</span>
          </span>
        </label>
      )}
      <div class="row">
        <Button type="submit" look="primary" aria-disabled={isBusy.value}>
          {say.save}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {say.cancel}
        </Button>
      </div>
    </form>
  );
}

function firstReads(account: CalendarAccount, calendars: readonly AccountCalendarChoice[]): string[] {
  if (account.reads.length > 0) return account.reads;
  const writable = calendars.filter(({ canWrite }) => canWrite);
  const own = writable.length > 0 ? writable : calendars.filter(({ isMain }) => isMain);
  return own.slice(0, MOST_AT_FIRST).map(({ id }) => id);
}
