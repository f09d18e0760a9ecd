import { useSignal } from "@preact/signals";
import { usePage } from "../page/page-context.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icons.tsx";
import { CalendarDialog } from "./calendar-dialog.tsx";
import { useInvitation } from "./invitation-state.ts";
import { texts } from "./texts.ts";
import "./invitation.css";

/** On the page: who of the two has the next meeting in their calendar, as far as their calendars said so. */
export function CalendarStanding() {
  const model = usePage();
  const { known } = useInvitation(model);
  const isOpen = useSignal(false);
  const state = known.value;
  const canEdit = model.canEdit.value;
  if (state === null || (!state.isOn && !canEdit)) return null;
  const nameOf = (member: "a" | "b") => (member === model.me ? texts.you : model.people.value[member].name);
  return (
    <section class="calendar-standing" aria-label={texts.line}>
      <Icon name="calendar" />
      {state.isOn && (
        <ul class="calendar-people">
          {state.people.map((person) => (
            <li key={person.member} data-standing={person.answer?.answer ?? person.state}>
              <strong>{nameOf(person.member)}:</strong> {texts.standing(person)}
              {person.besides?.words && <q class="calendar-words">{person.besides.words}</q>}
              {person.answer?.words && <q class="calendar-words">{person.answer.words}</q>}
            </li>
          ))}
        </ul>
      )}
      {canEdit && (
        <Button
          small
          look="quiet"
          onClick={() => {
            isOpen.value = true;
          }}
        >
          {state.isOn || state.way !== "mail" ? texts.manage : texts.put}
        </Button>
      )}
      {isOpen.value && (
        <CalendarDialog
          onClose={() => {
            isOpen.value = false;
          }}
        />
      )}
    </section>
  );
}
