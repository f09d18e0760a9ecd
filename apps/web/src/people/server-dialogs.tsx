import { AccessLogDialog } from "../access/access-log-dialog.tsx";
import { LeaveDialog } from "../rights/leave-dialog.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { PairDialog } from "./pair-dialog.tsx";

type ServerDialogsProps = { type: "access-log" | "invite" | "pair" | "leave"; onClose: () => void };

/** Those dialogs of a page that are of no use without the server: who may read it, who did, and what they are called. */
export function ServerDialogs({ type, onClose }: ServerDialogsProps) {
  if (type === "access-log") return <AccessLogDialog onClose={onClose} />;
  if (type === "invite") return <InviteDialog onClose={onClose} />;
  return type === "pair" ? <PairDialog onClose={onClose} /> : <LeaveDialog onClose={onClose} />;
}
