import type { ChannelKind } from "@candor/core/announcement/channel.ts";
import { type Announcement, renderAnnouncement } from "@candor/core/announcement/render-announcement.ts";
import { announceTexts } from "./announce-texts.ts";

const texts = announceTexts.dialog;

/** An announcement as one kind of receiver will show it: made of the very words that are sent. */
export function AnnouncementPreview({ kind, announcement }: { kind: ChannelKind; announcement: Announcement }) {
  const { shown, fits } = renderAnnouncement(kind, announcement);
  return (
    <figure class={`announce-preview announce-preview-${kind}`}>
      <figcaption class="meta">{texts.previewOf(kind === "mail" ? texts.mail : announceTexts.kinds[kind])}</figcaption>
      <div class="announce-card">
        <p class="announce-card-title">
          {kind === "mail" && <span class="meta">{texts.subject} </span>}
          {shown.title}
        </p>
        <p class="announce-card-text">{shown.lines.join("\n")}</p>
        <p class="announce-card-link">
          {kind === "mail" ? `${shown.link.text}: ${shown.link.address}` : shown.link.text}
        </p>
        <p class="meta">{shown.foot}</p>
      </div>
      {!fits && <p class="problem">{texts.tooLong}</p>}
    </figure>
  );
}
