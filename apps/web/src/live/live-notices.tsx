import type { Id } from "@candor/core/id.ts";
import { meetingDay } from "../page/meeting-time.ts";
import { usePage } from "../page/page-context.ts";
import { texts as pageTexts } from "../page/texts.ts";
import { preferences, setPreferences } from "../settings/preferences.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { useLive } from "./live-context.ts";
import { sayPlace } from "./say-place.ts";
import { texts } from "./texts.ts";
import type { usePace } from "./use-pace.ts";

/** What has to be said about the two being at different places. */
export function WhereTheOtherIs() {
  const model = usePage();
  const live = useLive();
  const name = model.people.value[model.other].name || pageTexts.otherMissing;
  const elsewhere = live.elsewhere.value;
  const { pairId } = model.handle;
  return (
    <>
      {preferences.value.hiddenIn.includes(pairId) && (
        <div class="banner live-notice">
          <span class="grow">{texts.presence.hidden(name)}</span>
          <Button
            small
            onClick={() => setPreferences({ hiddenIn: preferences.peek().hiddenIn.filter((id) => id !== pairId) })}
          >
            {texts.presence.show}
          </Button>
        </div>
      )}
      {elsewhere && (
        <div class="banner live-notice" data-elsewhere={elsewhere.because}>
          <span class="grow">
            {texts.elsewhere[elsewhere.because](name, sayPlace(live.pointer.value, live.topics.value))}
          </span>
          <Button small look="primary" onClick={live.comeBack}>
            {texts.elsewhere.comeBack}
          </Button>
          {elsewhere.because === "looking" && (
            <Button small onClick={() => live.goTo(elsewhere)}>
              {texts.elsewhere.bring(name)}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

/** Offers the close once the minutes kept for it begin; who goes on is not asked twice. */
export function OfferClose({ pace }: { pace: ReturnType<typeof usePace> }) {
  const live = useLive();
  const { type, reasons } = pace.value;
  if (live.place.value.step === "close" || (type !== "time_to_close" && type !== "over")) return null;
  const [reason] = reasons;
  const left = reason?.type === "kept_for_close" ? reason.left : 0;
  return (
    <div class="banner live-notice" data-offer-close>
      <span class="grow">
        <strong>{texts.close.offer(left)}</strong> {texts.close.offerWhy}
      </span>
      <Button small look="primary" onClick={() => live.goTo({ step: "close", topic: null })}>
        {texts.close.go}
      </Button>
    </div>
  );
}

/** The two sit in two meetings: one of them was moved while the other was offline. */
export function OtherMeeting({ onMeeting }: { onMeeting: (id: Id) => void }) {
  const model = usePage();
  const live = useLive();
  const other = live.otherMeeting.value;
  const meeting = other === null ? null : model.meeting(other).value;
  if (meeting?.state !== "planned") return null;
  const name = model.people.value[model.other].name || pageTexts.otherMissing;
  const day = meetingDay(meeting, deviceTimeZone, today.value) ?? pageTexts.meeting.noDate;
  return (
    <div class="banner live-notice">
      <span class="grow">{texts.presence.otherMeeting(name, day)}</span>
      <Button small look="primary" onClick={() => onMeeting(meeting.id)}>
        {texts.presence.goThere}
      </Button>
    </div>
  );
}
