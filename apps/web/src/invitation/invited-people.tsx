import type { Meeting } from "@candor/core/meeting/meeting.ts";
import type { CalendarInvitation, InvitedPerson, InvitedTime } from "@candor/protocol/http/calendar-invitation.ts";
import { useSignal } from "@preact/signals";
import { meetingTime } from "../page/meeting-time.ts";
import { usePage } from "../page/page-context.ts";
import { openPageDialog } from "../page/page-dialog.ts";
import { texts as pageTexts } from "../page/texts.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { sayDay } from "../ui/say-day.ts";
import { useInvitation } from "./invitation-state.ts";
import { takeCounter, whyNotTaken } from "./take-counter.ts";
import { texts } from "./texts.ts";

type InvitedPeopleProps = { state: CalendarInvitation; meeting: Meeting | null; onClose: () => void };

/** Each of the two, with what they answered and what can be done about it. */
export function InvitedPeople({ state, meeting, onClose }: InvitedPeopleProps) {
  const model = usePage();
  return (
    <section class="stack-tight" aria-labelledby="calendar-people">
      <h3 id="calendar-people">{texts.people}</h3>
      {state.people.map((person) => {
        const isMe = person.member === model.me;
        return (
          <div key={person.member} class="calendar-person" data-person={person.member}>
            <p>
              <strong>{isMe ? texts.you : model.people.value[person.member].name}:</strong> {texts.standing(person)}
              {person.besides?.words && <q class="calendar-words">{person.besides.words}</q>}
              {person.answer?.words && <q class="calendar-words">{person.answer.words}</q>}
            </p>
            {person.reason !== null && <p class="meta">{texts.reason(person.reason)}</p>}
            {isMe && person.state === "no_address" && <a href="/settings/account">{texts.addAddress}</a>}
            {person.answer?.proposed && meeting && (
              <Counter person={person} proposed={person.answer.proposed} meeting={meeting} />
            )}
            {(person.besides ?? person.answer)?.answer === "declined" && meeting && (
              <div>
                <Button
                  small
                  onClick={() => {
                    onClose();
                    openPageDialog({ type: "cant-make-it", meeting: meeting.id, begin: "move" });
                  }}
                >
                  {texts.otherTimes}
                </Button>
              </div>
            )}
          </div>
        );
      })}
    </section>
  );
}

type CounterProps = { person: InvitedPerson; proposed: InvitedTime; meeting: Meeting };

function Counter({ person, proposed, meeting }: CounterProps) {
  const model = usePage();
  const { settle } = useInvitation(model);
  const failed = useSignal(false);
  const { answer, member } = person;
  const other = model.people.value[model.other].name || pageTexts.otherMissing;
  const when = sayTime(proposed);
  if (answer === null || when === null) return null;
  const instead = answer.scope === "later" ? sayTime({ ...proposed, start: answer.slot }) : null;
  if (member === model.me) return <p class="meta">{texts.asked(other, when, instead)}</p>;
  const asked = { scope: answer.scope ?? "next", slot: answer.slot, proposed };
  const whyNot = model.handle.page.value && whyNotTaken(model, asked);
  const end = async (taken: boolean) => {
    failed.value = !(await settle({ member, uid: answer.uid, slot: answer.slot, taken }));
  };
  return (
    <div class="stack-tight">
      <p>{answer.scope === "series" ? texts.asksForSeries(when) : texts.asksFor(when, instead)}</p>
      {answer.lies !== null && <p class="meta">{texts.lies[answer.lies]}</p>}
      {whyNot !== null && <p class="meta">{whyNot}</p>}
      <div class="row">
        {whyNot === null && model.canEdit.value && (
          <Button
            small
            look="primary"
            onClick={() => {
              if (takeCounter(model, meeting, asked)) void end(true);
            }}
          >
            {texts.take}
          </Button>
        )}
        <Button small onClick={() => void end(false)}>
          {texts.keep}
        </Button>
        <span role="status">{failed.value && texts.failed}</span>
      </div>
    </div>
  );
}

function sayTime(proposed: InvitedTime): string | null {
  const time = meetingTime(proposed, deviceTimeZone);
  return time && `${sayDay(time.day, today.value)}, ${time.time}–${time.end}`;
}
