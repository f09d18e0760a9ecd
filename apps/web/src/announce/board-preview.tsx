import type { Announcement } from "@candor/core/announcement/render-announcement.ts";
import { allHandsTexts } from "../all-hands/all-hands-texts.ts";
import { announceTexts } from "./announce-texts.ts";

const texts = announceTexts.dialog;

/** An announcement as it will stand on the agenda of the all-hands, before anybody gives it a time. */
export function BoardPreview({ announcement: { title, text, from } }: { announcement: Announcement }) {
  return (
    <figure class="announce-preview">
      <figcaption class="meta">{texts.previewOf(texts.board)}</figcaption>
      <div class="announce-card">
        <p class="meta">{allHandsTexts.kinds.announcement}</p>
        <p class="announce-card-title">{title.trim()}</p>
        <p class="announce-card-text">{text.trim()}</p>
        <p class="announce-card-link">{allHandsTexts.readMore}</p>
        <p class="meta">{from}</p>
      </div>
    </figure>
  );
}
