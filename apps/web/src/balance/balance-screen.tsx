import type { BalanceSignal } from "@candor/core/balance/balance-of-time.ts";
import type { MyBalance } from "@candor/protocol/http/balance.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso";
import { Picture } from "../insight/picture.tsx";
import { thisTab } from "../offline/this-tab.ts";
import { openPageDialog } from "../page/page-dialog.ts";
import { callApi } from "../people/api-client.ts";
import { me, peopleLoaded } from "../people/my-people.ts";
import { Frame } from "../rhythm/frame.tsx";
import { rhythmTexts } from "../rhythm/texts.ts";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { sayDate } from "../ui/say-day.ts";
import { SelectField } from "../ui/select-field.tsx";
import { useComeBack } from "../ui/use-come-back.ts";
import { PersonDots } from "./person-dots.tsx";
import { sayBalance } from "./say-balance.ts";
import { balanceTexts as texts } from "./texts.ts";
import "../insight/insight.css";
import "./balance.css";

const FEW_HOURS = 1.5;

/** How my own 1:1s fill my time, quarter by quarter. */
export function BalanceScreen() {
  const known = useSignal<MyBalance | "unreachable" | "nobody_here" | null>(null);
  const wanted = useSignal<string | null>(null);
  const whose = me.value?.userId ?? null;
  const read = async () => {
    await peopleLoaded();
    if (me.peek() === null) {
      known.value = "nobody_here";
      return;
    }
    const quarter = wanted.peek();
    const path = `/api/me/balance${quarter === null ? "" : `?quarter=${quarter}`}`;
    const result = await callApi<MyBalance>(thisTab().fetch, { method: "GET", path });
    if (wanted.peek() !== quarter) return; // another one was chosen meanwhile
    known.value = result.type === "ok" ? result.value : "unreachable";
  };
  useEffect(() => void read(), [whose, wanted.value]);
  const balance = known.value;
  useComeBack(balance === "unreachable", () => void read());
  return (
    <Frame title={rhythmTexts.tabs.balance} intro={texts.intro} tab="balance">
      {balance === null && <p class="meta">{texts.waiting}</p>}
      {balance === "nobody_here" && <p>{rhythmTexts.signIn}</p>}
      {balance === "unreachable" && <p role="alert">{texts.unreachable}</p>}
      {balance !== null && typeof balance === "object" && (
        <>
          <div class="balance-quarter">
            <SelectField
              label={texts.quarter}
              value={balance.quarter}
              choices={balance.quarters.map((each) => ({ value: each, label: sayQuarter(each) }))}
              onValue={(value) => {
                wanted.value = value;
              }}
            />
          </div>
          {balance.byPerson.length === 0 ? <p>{texts.none}</p> : <Parts balance={balance} />}
        </>
      )}
    </Frame>
  );
}

function Parts({ balance }: { balance: MyBalance }) {
  const { signals, aWeek, spread, total, byWeek, byPerson, ahead } = balance;
  const inHours = (minutes: number) => Math.round(minutes / 6) / 10;
  return (
    <>
      <section class="stack-tight" aria-labelledby="balance-todo">
        <h2 id="balance-todo">{texts.todo}</h2>
        {signals.length === 0 && <p class="meta">{texts.nothing}</p>}
        <ul class="balance-todo">
          {signals.map((signal) => (
            <Line key={signal.type === "got_less" ? signal.pair : signal.type} signal={signal} />
          ))}
        </ul>
      </section>
      <section class="stack-tight" aria-labelledby="balance-hours">
        <h2 id="balance-hours">{texts.hours}</h2>
        <p>
          {texts.spent(aWeek.held, aWeek.agreed)} {texts.budget(aWeek.budget)}
        </p>
        {spread && <p>{texts.spread(spread.usual, spread.most)}</p>}
        <p class="meta">{texts.total(total.held, total.moved, total.cancelled, total.planned, total.unsaid)}</p>
      </section>
      <Picture
        {...texts.weeks}
        few={FEW_HOURS}
        sentence={texts.weeks.sentence(total.heldMinutes, total.plannedMinutes)}
        rows={byWeek.map(({ week, heldMinutes, plannedMinutes, cancelledMinutes }) => ({
          label: sayDate(week, today.value),
          short: String(Number(week.slice(8))),
          values: [heldMinutes, plannedMinutes, cancelledMinutes].map(inHours),
        }))}
      />
      <PersonDots people={byPerson} />
      {ahead.type === "known" ? (
        <Picture
          {...texts.ahead}
          few={FEW_HOURS}
          sentence={texts.ahead.known(ahead.ownMinutes, ahead.otherMinutes, ahead.weeks)}
          {...shareOf(ahead)}
          rows={[{ label: texts.ahead.row, values: [ahead.ownMinutes, ahead.otherMinutes].map(inHours) }]}
        />
      ) : (
        <section class="stack-tight" aria-labelledby="balance-ahead">
          <h2 id="balance-ahead">{texts.ahead.heading}</h2>
          <p>
            {texts.ahead[ahead.type]} <a href="/settings/calendar">{texts.ahead.link}</a>
          </p>
        </section>
      )}
    </>
  );
}

function Line({ signal }: { signal: BalanceSignal }) {
  const { route } = useLocation();
  const does = texts.actions[signal.action];
  return (
    <li class="balance-line" data-signal={signal.type}>
      <p>{sayBalance(signal, today.value)}</p>
      {signal.type === "got_less" ? (
        <Button
          small
          aria-label={texts.actionWith(does, signal.name)}
          onClick={() => {
            openPageDialog({ type: "plan", topic: null });
            route(`/p/${signal.pair}`);
          }}
        >
          {does}
        </Button>
      ) : (
        <a class="button button-small" href={signal.action === "planner" ? "/planner" : "/settings/rhythm"}>
          {does}
        </a>
      )}
    </li>
  );
}

function shareOf({ ownMinutes, otherMinutes }: { ownMinutes: number; otherMinutes: number }): { hint?: string } {
  const all = ownMinutes + otherMinutes;
  return all === 0 ? {} : { hint: texts.ahead.share(Math.round((ownMinutes / all) * 100)) };
}

/** "2026-Q4" */
function sayQuarter(quarter: string): string {
  const [year, number] = quarter.split("-");
  return `${number} ${year}`;
}
