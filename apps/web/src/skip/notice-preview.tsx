import { managersToTell } from "@candor/core/skip/managers-to-tell.ts";
import type { Rotation } from "@candor/core/skip/plan-rotation.ts";
import { writeNotice } from "@candor/core/skip/write-notice.ts";
import type { BeginSkipRound, SkipLevels } from "@candor/protocol/http/skip.ts";
import { useSignal } from "@preact/signals";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { showToast } from "../ui/toasts.ts";
import { NoticeCard, type NoticeTo } from "./notice-card.tsx";
import { beginSkipRound } from "./skip-calls.ts";
import { skipTexts as texts } from "./skip-texts.ts";

type NoticePreviewProps = {
  workspace: string;
  levels: SkipLevels;
  rotation: Rotation;
  wanted: BeginSkipRound;
  onClose: () => void;
  onBegun: (levels: SkipLevels) => void;
};

/** Shows each notice as its reader will get it, before anybody gets any. */
export function NoticePreview({ workspace, levels, rotation, wanted, onClose, onBegun }: NoticePreviewProps) {
  const isSending = useSignal(false);
  const problem = useSignal("");
  const notices = noticesOf(levels, rotation, wanted);
  const send = async () => {
    if (isSending.peek()) return;
    isSending.value = true;
    problem.value = "";
    const result = await beginSkipRound(workspace, wanted);
    isSending.value = false;
    if (result.type === "ok") {
      showToast(texts.preview.begun);
      onBegun(result.value);
    } else problem.value = result.type === "problem" ? result.title : texts.unreachable;
  };
  return (
    <Dialog title={texts.preview.title} onClose={onClose}>
      <p class="meta">{notices.length === 0 ? texts.preview.nobodyNew : texts.preview.lead}</p>
      {notices.map((notice) => (
        <NoticeCard key={notice.manager} notice={notice} />
      ))}
      <p role="alert" class="problem">
        {problem.value}
      </p>
      <div class="row">
        <Button look="primary" disabled={isSending.value} onClick={() => void send()}>
          {isSending.value ? texts.preview.sending : texts.preview.send(notices.length)}
        </Button>
        <Button onClick={onClose}>{texts.preview.cancel}</Button>
      </div>
    </Dialog>
  );
}

/** Whom the server will tell, and of what: of each pair of a round once. */
function noticesOf({ me, people, round }: SkipLevels, rotation: Rotation, { minutes }: BeginSkipRound): NoticeTo[] {
  const monthsOf = (person: string) =>
    rotation.months.flatMap(({ month, meetings }) => (meetings.some((each) => each.person === person) ? [month] : []));
  const inRound = people.filter(({ person }) => monthsOf(person).length > 0);
  return managersToTell(inRound, round?.told ?? []).map(({ manager, people: theirs }) => ({
    ...{ manager: manager.person, name: manager.name },
    ...writeNotice({
      ...{ from: me, to: manager.name, minutes },
      people: theirs.map(({ person, name }) => ({ name, months: monthsOf(person) })),
    }),
  }));
}
