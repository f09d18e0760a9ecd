import type { CalendarService, ConnectedService } from "@candor/protocol/http/calendar-consent.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone } from "../ui/clock.ts";
import { showToast } from "../ui/toasts.ts";
import { askConsent, finishConsent, readServices } from "./service-calls.ts";
import { serviceTexts as say } from "./service-texts.ts";
import { calendarTexts } from "./texts.ts";

/** Services whose calendars are connected by giving permission there; nothing where this server is registered with none. */
export function ServicePart({ onConnected }: { onConnected: (service: ConnectedService) => Promise<void> }) {
  const services = useSignal<readonly CalendarService[]>([]);
  const writes = useSignal(false);
  const problem = useSignal("");
  const isBack = useSignal(false);
  useEffect(() => {
    void readServices().then((result) => {
      if (result.type === "ok") services.value = result.value.services;
    });
    const back = new URLSearchParams(location.search);
    const [code, state] = [back.get("code"), back.get("state")];
    if (state === null) return;
    history.replaceState(null, "", location.pathname); // the code is of no use twice, and of none in the history
    if (code === null) {
      problem.value = say.denied;
      return;
    }
    isBack.value = true;
    void finishConsent({ code, state }).then(async (result) => {
      isBack.value = false;
      if (result.type !== "ok") {
        problem.value = result.type === "problem" ? result.title : calendarTexts.unreachable;
        return;
      }
      showToast(say.connected(result.value.name));
      await onConnected(result.value);
    });
  }, []);
  if (services.value.length === 0 && !isBack.value && problem.value === "") return null;
  return (
    <div class="stack-tight service-part">
      {services.value.length > 0 && (
        <>
          <p class="meta">{say.hint}</p>
          <label class="check">
            <input
              type="checkbox"
              checked={writes.value}
              onChange={(event) => {
                writes.value = event.currentTarget.checked;
              }}
            />
            <span>
              {say.writes}
              <span class="field-hint settings-hint">{say.writesHint}</span>
            </span>
          </label>
          <div class="row">
            {services.value.map((kind) => (
              <LeaveButton key={kind} kind={kind} writes={writes.value} label={say.connect(kind)} />
            ))}
          </div>
        </>
      )}
      <p class="meta" role="status">
        {isBack.value ? say.working : ""}
      </p>
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </div>
  );
}

type LeaveButtonProps = { kind: CalendarService; writes: boolean; label: string; small?: boolean };

/** Goes to the service, which sends people back to where they left from. */
export function LeaveButton({ kind, writes, label, small = false }: LeaveButtonProps) {
  const isLeaving = useSignal(false);
  const problem = useSignal("");
  const leave = async () => {
    if (isLeaving.peek()) return;
    isLeaving.value = true;
    problem.value = "";
    const result = await askConsent({ kind, writes, timeZone: deviceTimeZone });
    if (result.type === "ok") {
      location.assign(result.value.address);
      return;
    }
    isLeaving.value = false;
    problem.value = result.type === "problem" ? result.title : calendarTexts.unreachable;
  };
  // Whoever comes back by the browser's own button finds it as it was.
  useEffect(() => {
    const again = () => {
      isLeaving.value = false;
    };
    addEventListener("pageshow", again);
    return () => removeEventListener("pageshow", again);
  }, []);
  return (
    <>
      <Button small={small} aria-disabled={isLeaving.value} onClick={() => void leave()}>
        {isLeaving.value ? say.leaving(kind) : label}
      </Button>
      {problem.value !== "" && (
        <span role="alert" class="problem">
          {problem.value}
        </span>
      )}
    </>
  );
}
