import type { AccessLog } from "@candor/protocol/http/access.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { thisTab } from "../offline/this-tab.ts";
import { usePage } from "../page/page-context.ts";
import { callApi } from "../people/api-client.ts";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { Dialog } from "../ui/dialog.tsx";
import { sayDate } from "../ui/say-day.ts";
import { sayAccessLog } from "./say-event.ts";
import { accessTexts as texts } from "./texts.ts";
import "./access.css";

type Shown = { log: AccessLog | null; trouble: string | null; loading: boolean };

/** Who could read this page and who did, told to its two members. */
export function AccessLogDialog({ onClose }: { onClose: () => void }) {
  const { handle, me, people } = usePage();
  const shown = useSignal<Shown>({ log: null, trouble: null, loading: true });
  const withOpenings = useSignal(false);

  const load = async () => {
    const { log } = shown.peek();
    shown.value = { log, trouble: null, loading: true };
    const before = log?.events.at(-1)?.day;
    const path = `/api/pairs/${handle.pairId}/access-log${before === undefined ? "" : `?before=${before}`}`;
    const result = await callApi<AccessLog>(thisTab().fetch, { method: "GET", path });
    if (result.type === "ok") {
      const events = [...(log?.events ?? []), ...result.value.events];
      shown.value = { log: { events, more: result.value.more }, trouble: null, loading: false };
    } else {
      const trouble = result.type === "unreachable" ? texts.unreachable : texts.refused;
      shown.value = { log, trouble, loading: false };
    }
  };
  useEffect(() => void load(), []);

  const { log, trouble, loading } = shown.value;
  const names = { a: people.value.a.name, b: people.value.b.name };
  const days = sayAccessLog(log?.events ?? [], { me, names, withOpenings: withOpenings.value });
  return (
    <Dialog title={texts.title} onClose={onClose}>
      <p class="meta">{texts.intro}</p>
      <label class="check">
        <input
          type="checkbox"
          checked={withOpenings.value}
          onChange={(event) => {
            withOpenings.value = event.currentTarget.checked;
          }}
        />{" "}
        {texts.openings}
      </label>
      <p role="status" class="meta">
        {loading ? texts.loading : ""}
      </p>
      {trouble !== null && (
        <p role="alert">
          {trouble} <Button onClick={() => void load()}>{texts.again}</Button>
        </p>
      )}
      {log !== null && days.length === 0 && <p>{log.events.length === 0 ? texts.empty : texts.emptyFiltered}</p>}
      {days.length > 0 && (
        <ol class="access-log" aria-label={texts.title}>
          {days.map(({ day, lines }) => (
            <li key={day}>
              <time class="meta" dateTime={day}>
                {sayDate(day, today.value)}
              </time>
              <ul>
                {lines.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      )}
      {log?.more && !loading && <Button onClick={() => void load()}>{texts.more}</Button>}
    </Dialog>
  );
}
