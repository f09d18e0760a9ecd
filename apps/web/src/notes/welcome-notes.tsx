import type { MemberId } from "@candor/core/person/member.ts";
import { welcomeFragment } from "@candor/document/roots.ts";
import type { PageHandle } from "../offline/page-handle.ts";
import { EditableNotes } from "./editable-notes.tsx";
import { texts } from "./texts.ts";

/** The text at the top of the page. @param labelledBy id of its heading; left out: it names itself. */
export function WelcomeNotes({
  handle,
  labelledBy,
  names,
}: {
  handle: PageHandle;
  labelledBy?: string;
  names?: Readonly<Record<MemberId, string>>;
}) {
  return (
    <div class="notes-welcome">
      {labelledBy === undefined && (
        <h2 id={OWN_HEADING} class="notes-hidden">
          {texts.welcome}
        </h2>
      )}
      <EditableNotes
        handle={handle}
        fragment={welcomeFragment(handle.doc)}
        labelledBy={labelledBy ?? OWN_HEADING}
        names={names}
        editLabel={texts.editWelcome}
        emptyLabel={texts.writeWelcome}
      />
    </div>
  );
}

const OWN_HEADING = "welcome-heading";
