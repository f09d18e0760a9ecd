import { usePage } from "../page/page-context.ts";
import { Dialog } from "../ui/dialog.tsx";
import { LeavePage } from "./leave-page.tsx";
import { rightsTexts } from "./texts.ts";

/** The way out of a page, by itself. */
export function LeaveDialog({ onClose }: { onClose: () => void }) {
  const model = usePage();
  return (
    <Dialog title={rightsTexts.leave.dialog} onClose={onClose}>
      <LeavePage handle={model.handle} other={model.people.value[model.other]} onGone={onClose} isOpen />
    </Dialog>
  );
}
