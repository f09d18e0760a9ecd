import { ActionDropDialog } from "../actions/drop-dialog.tsx";
import { texts as peopleTexts } from "../people/texts.ts";
import { QuestionPicker } from "../questions/question-picker.tsx";
import { CantMakeItDialog } from "../series/cant-make-it-dialog.tsx";
import { RecordDialog } from "../series/record-dialog.tsx";
import { SeriesDialog } from "../series/series-dialog.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { lazily } from "../ui/lazily.tsx";
import { BinDialog } from "./bin-dialog.tsx";
import { closePageDialog, pageDialog } from "./page-dialog.ts";
import { PlanDialog } from "./plan-dialog.tsx";
import { SnoozeDialog } from "./snooze-dialog.tsx";
import { ThemeDialog } from "./theme-dialog.tsx";

const ServerDialogs = lazily(
  () => import("../people/server-dialogs.tsx").then((module) => module.ServerDialogs),
  CannotLoad,
);
const WriteDownDialog = lazily(
  () => import("../artifact/write-down-dialog.tsx").then((module) => module.WriteDownDialog),
  CannotLoad,
);

function CannotLoad({ onRetry }: { onRetry: () => void }) {
  return (
    <Dialog title={peopleTexts.failed.text} onClose={closePageDialog}>
      <Button onClick={onRetry}>{peopleTexts.failed.retry}</Button>
    </Dialog>
  );
}

/** The dialog that is open, if any. Fetched with the first of them. */
export function PageDialogs() {
  const dialog = pageDialog.value;
  if (!dialog) return null;
  switch (dialog.type) {
    case "snooze":
      return <SnoozeDialog topicId={dialog.topic} onClose={closePageDialog} />;
    case "theme":
      return <ThemeDialog topicId={dialog.topic} onClose={closePageDialog} />;
    case "write-down":
      return <WriteDownDialog topicId={dialog.topic} onClose={closePageDialog} />;
    case "plan":
      return <PlanDialog topicId={dialog.topic} onClose={closePageDialog} />;
    case "drop":
      return <ActionDropDialog actionId={dialog.action} onClose={closePageDialog} />;
    case "cant-make-it":
      return <CantMakeItDialog meetingId={dialog.meeting} begin={dialog.begin} onClose={closePageDialog} />;
    case "record":
      return <RecordDialog onClose={closePageDialog} />;
    case "series":
      return <SeriesDialog onClose={closePageDialog} />;
    case "questions":
      return <QuestionPicker onClose={closePageDialog} />;
    case "bin":
      return <BinDialog onClose={closePageDialog} />;
    case "access-log":
    case "invite":
    case "pair":
    case "leave":
      return <ServerDialogs key={dialog.type} type={dialog.type} onClose={closePageDialog} />;
  }
}
