import { managersToTell, toldLately } from "@candor/core/skip/managers-to-tell.ts";
import { monthOf } from "@candor/core/skip/month.ts";
import { writeNotice } from "@candor/core/skip/write-notice.ts";
import type { SkipLevels } from "@candor/protocol/http/skip.ts";
import { useSignal } from "@preact/signals";
import type { ComponentChild } from "preact";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { NoticeCard, type NoticeTo } from "./notice-card.tsx";
import { readSkipLevels } from "./skip-calls.ts";
import { skipTexts as texts } from "./skip-texts.ts";

type Asked = { notices: readonly NoticeTo[]; begin: () => void };

/**
 * Shows what the managers between will be told before skip-level pages are begun: every screen that begins one asks here.
 *
 * @returns `before` begins at once where nobody has to be told, or where the server that would tell cannot be reached:
 *   then it begins no page either.
 */
export function usePageNotice(workspace: string): {
  before: (people: readonly string[], begin: () => void) => Promise<void>;
  dialog: ComponentChild;
} {
  const asked = useSignal<Asked | null>(null);
  const before = async (people: readonly string[], begin: () => void) => {
    const levels = await readSkipLevels(workspace);
    const notices = levels.type === "ok" ? noticesOfPages(levels.value, people) : [];
    if (notices.length === 0) begin();
    else asked.value = { notices, begin };
  };
  const close = () => {
    asked.value = null;
  };
  const now = asked.value;
  const dialog = now && (
    <PageNotice
      notices={now.notices}
      send={texts.pageNotice.begin(now.notices.length)}
      onClose={close}
      onSend={() => {
        close();
        now.begin();
      }}
    />
  );
  return { before, dialog };
}

type PageNoticeProps = { notices: readonly NoticeTo[]; send: string; onClose: () => void; onSend: () => void };

export function PageNotice({ notices, send, onClose, onSend }: PageNoticeProps) {
  return (
    <Dialog title={texts.pageNotice.title} onClose={onClose}>
      <p class="meta">{texts.pageNotice.lead}</p>
      {notices.map((notice) => (
        <NoticeCard key={notice.manager} notice={notice} />
      ))}
      <div class="row">
        <Button look="primary" onClick={onSend}>
          {send}
        </Button>
        <Button onClick={onClose}>{texts.preview.cancel}</Button>
      </div>
    </Dialog>
  );
}

function noticesOfPages(levels: SkipLevels, people: readonly string[]): NoticeTo[] {
  const those = new Set(people);
  return writeNotices(
    { ...levels, people: levels.people.filter(({ person }) => those.has(person)) },
    toldLately(levels.told, monthOf(levels.today)),
  );
}

/** Of my open pages of which nobody was ever told. */
export function noticesOfUntold(levels: SkipLevels): NoticeTo[] {
  return writeNotices({ ...levels, people: levels.people.filter(({ pair }) => pair !== null) }, levels.told);
}

function writeNotices({ me, people, today }: SkipLevels, told: SkipLevels["told"]): NoticeTo[] {
  return managersToTell(people, told).map(({ manager, people: theirs }) => ({
    ...{ manager: manager.person, name: manager.name },
    ...writeNotice({
      ...{ from: me, to: manager.name },
      people: theirs.map(({ name }) => ({ name, since: monthOf(today) })),
    }),
  }));
}
