import { usePage } from "../page/page-context.ts";
import { Dialog } from "../ui/dialog.tsx";
import { LeavePage } from "./leave-page.tsx";
import { rightsTexts } from "./texts.ts";

const say = rightsTexts.leave;

/** The way out of a page, by itself. */
export function LeaveDialog({ onClose }: { onClose: () => void }) {
  const model = usePage();
  const other = model.people.value[model.other];
  return (
    <Dialog title={other.joined ? say.title(other.name.trim()) : say.dialog} onClose={onClose}>
      <LeavePage handle={model.handle} other={other} onGone={onClose} isOpen />
    </Dialog>
  );
}
