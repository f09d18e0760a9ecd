import type { Id } from "@candor/core/id.ts";
import { useComputed } from "@preact/signals";
import { Button } from "../ui/button.tsx";
import { MenuButton } from "../ui/menu.tsx";
import { endMeeting } from "./meeting-edits.ts";
import { usePage } from "./page-context.ts";
import { openPageDialog } from "./page-dialog.ts";
import { texts } from "./texts.ts";
import "./close-meeting.css";

/** Ends the meeting, after saying what will become of what was not reached. */
export function CloseMeeting({ meetingId }: { meetingId: Id }) {
  const model = usePage();
  const topics = model.topicIds(meetingId).value;
  const open = useComputed(
    () => model.topicIds(meetingId).value.filter((id) => model.topic(id).value?.state === "open").length,
  ).value;
  return (
    <div class="close-meeting">
      <span class="meta grow">{topics.length > 0 && texts.meeting.closeHint(open)}</span>
      <Button onClick={() => endMeeting(model, meetingId, "held")}>{texts.meeting.close}</Button>
      <MenuButton
        icon="more"
        label={texts.meeting.moreFor}
        items={() => [
          {
            type: "item",
            id: "plan",
            label: texts.meeting.plan,
            icon: "calendar",
            run: () => openPageDialog({ type: "plan", topic: null }),
          },
          {
            type: "item",
            id: "cancel",
            label: texts.meeting.cancel,
            icon: "close",
            run: () => openPageDialog({ type: "cant-make-it", meeting: meetingId, begin: "cancel" }),
          },
        ]}
      />
    </div>
  );
}
