import type { ReminderAnswer } from "@candor/protocol/http/reminders.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { readReminders } from "../rhythm/reminder-calls.ts";
import { overviewTexts } from "./texts.ts";

const texts = overviewTexts.reminders;
/** Whoever has let many wait wants the morning's glance all the same. */
const AT_ONCE = 3;

type NameOf = (pair: string, name: string) => string;
type RemindersProps = { due: readonly ReminderAnswer[]; nameOf: NameOf };

/** What waits for a word of mine. Without an answer of the server there is nothing to show: the pages say it as well. */
export function DueReminders({ nameOf }: { nameOf: NameOf }) {
  const due = useSignal<readonly ReminderAnswer[]>([]);
  useEffect(() => {
    void readReminders().then((result) => {
      if (result.type === "ok") due.value = result.value.due;
    });
  }, []);
  if (due.value.length === 0) return null;
  return (
    <section class="stack-tight" aria-labelledby="due-heading">
      <h2 id="due-heading">{texts.title}</h2>
      <Reminders due={due.value.slice(0, AT_ONCE)} nameOf={nameOf} />
      {due.value.length > AT_ONCE && (
        <details>
          <summary>{texts.more(due.value.length - AT_ONCE)}</summary>
          <Reminders due={due.value.slice(AT_ONCE)} nameOf={nameOf} />
        </details>
      )}
    </section>
  );
}

function Reminders({ due, nameOf }: RemindersProps) {
  return (
    <ul class="overview-list">
      {due.map((each) => {
        const name = each.type === "close_loop" ? nameOf(each.pair, each.name) : "";
        return (
          <li key={each.type === "close_loop" ? each.pair : each.type} data-reminder={each.type}>
            <div class="overview-line">
              <p>{each.type === "close_loop" ? texts.loop(name, each.loops, each.days) : texts.portrait(each.days)}</p>
              <a
                class="button button-small"
                href={each.type === "close_loop" ? `/settings/together?with=${each.pair}` : "/settings/portrait"}
                aria-label={each.type === "close_loop" ? overviewTexts.actionWith(texts.close, name) : texts.look}
              >
                {each.type === "close_loop" ? texts.close : texts.look}
              </a>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
