import { CHANNEL_KINDS, type ChannelKind } from "@candor/core/announcement/channel.ts";
import { type Announcement, renderAnnouncement } from "@candor/core/announcement/render-announcement.ts";
import type { ArtifactAnnouncements } from "@candor/protocol/http/announcement.ts";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { TextField } from "../ui/text-field.tsx";
import { showToast } from "../ui/toasts.ts";
import { useDraft } from "../ui/use-draft.ts";
import { announceArtifact } from "./announce-calls.ts";
import { announceTexts } from "./announce-texts.ts";
import { AnnouncementPreview } from "./announcement-preview.tsx";
import { BoardPreview } from "./board-preview.tsx";

const texts = announceTexts.dialog;

type DialogProps = {
  artifact: string;
  title: string;
  known: ArtifactAnnouncements;
  changed: (next: ArtifactAnnouncements) => void;
  onClose: () => void;
};

/** What is said, where, and how it will look there. Sent twice, as after an answer that was lost, it is announced once. */
export function AnnounceDialog({ artifact, title: ofArtifact, known, changed, onClose }: DialogProps) {
  const id = useMemo(() => crypto.randomUUID(), []);
  const title = useSignal(ofArtifact);
  const text = useDraft(`announce.${artifact}`);
  const chosen = useSignal<ReadonlySet<string>>(new Set());
  const onBoard = useSignal(true);
  const problem = useSignal<string | null>(null);
  const isSending = useSignal(false);
  const { link, from, workspace, channels, mail } = known;
  const announcement = { title: title.value, text: text.value, link, from, workspace: workspace?.name ?? "" };
  const kinds = CHANNEL_KINDS.filter((kind) =>
    channels.some((channel) => channel.kind === kind && chosen.value.has(channel.id)),
  );
  const isSetApart = kinds.some((kind) => isChanged(kind, announcement));
  const send = async () => {
    if (title.peek().trim() === "") problem.value = texts.noTitle;
    else if (chosen.peek().size === 0 && !onBoard.peek()) problem.value = texts.nowhere;
    else {
      isSending.value = true;
      const wanted = { title: title.peek(), text: text.peek(), channels: [...chosen.peek()], onBoard: onBoard.peek() };
      const result = await announceArtifact(artifact, id, wanted);
      isSending.value = false;
      if (result.type === "ok") {
        text.value = "";
        changed(result.value);
        showToast(texts.sent);
        onClose();
      } else problem.value = result.type === "problem" ? result.title : announceTexts.unreachable;
    }
  };
  return (
    <Dialog title={texts.title} onClose={onClose}>
      <form
        class="stack announce-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isSending.peek()) void send();
        }}
      >
        <TextField
          label={texts.heading}
          value={title.value}
          maxLength={200}
          onValue={(value) => {
            title.value = value;
            problem.value = null;
          }}
        />
        <TextArea
          label={texts.text}
          hint={texts.textHint}
          rows={4}
          maxLength={3000}
          value={text.value}
          onValue={(value) => {
            text.value = value;
          }}
        />
        <fieldset class="stack-tight announce-where">
          <legend class="field-label">{texts.where}</legend>
          {channels
            .filter(({ kind }) => kind !== "mail" || mail)
            .map((channel) => (
              <label key={channel.id} class="check">
                <input
                  type="checkbox"
                  checked={chosen.value.has(channel.id)}
                  onChange={(event) => {
                    const next = new Set(chosen.peek());
                    if (event.currentTarget.checked) next.add(channel.id);
                    else next.delete(channel.id);
                    chosen.value = next;
                    problem.value = null;
                  }}
                />
                <span>
                  {channel.name}{" "}
                  <span class="meta">
                    {announceTexts.kinds[channel.kind]}
                    {channel.kind === "mail" && `, ${texts.list(channel.addressCount)}`}
                  </span>
                </span>
              </label>
            ))}
          {channels.length === 0 && <p class="meta">{texts.noChannels}</p>}
          <label class="check">
            <input
              type="checkbox"
              checked={onBoard.value}
              onChange={(event) => {
                onBoard.value = event.currentTarget.checked;
                problem.value = null;
              }}
            />
            <span>
              {texts.board} <span class="meta">{texts.boardHint}</span>
            </span>
          </label>
          <p>
            <a href="/settings/channels">{texts.toChannels}</a>
          </p>
        </fieldset>
        {(kinds.length > 0 || onBoard.value) && (
          <section class="stack-tight" aria-label={texts.preview}>
            {onBoard.value && <BoardPreview announcement={announcement} />}
            {isSetApart && <p class="meta">{texts.calls}</p>}
            {kinds.map((kind) => (
              <AnnouncementPreview key={kind} kind={kind} announcement={announcement} />
            ))}
          </section>
        )}
        <p role="alert" class="problem">
          {problem.value}
        </p>
        <div class="row">
          <Button type="submit" look="primary" aria-disabled={isSending.value}>
            {isSending.value ? texts.sending : texts.send}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Whether something that would have called somebody is written apart. */
function isChanged(kind: ChannelKind, said: Announcement): boolean {
  const { shown } = renderAnnouncement(kind, said);
  const typed = said.text.replace(/[^\S\n]+$/gm, "");
  return shown.title !== said.title.trim().replace(/\s+/g, " ") || shown.lines.join("\n") !== typed;
}
