import type { Id } from "@candor/core/id.ts";
import { type IceBreaker, writeIceBreaker } from "@candor/core/meeting/ice-breaker.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import type * as Y from "yjs";
import { type Editor, edit, layGroundwork } from "../edit.ts";
import { setMeetingFields } from "./plan-meeting.ts";
import { readMeeting } from "./read-meeting.ts";

export const MAX_THANKS_LENGTH = 500;

/** Says that the two sit together now. Whoever is second finds it begun, and its beginning stays. */
export function startMeeting(doc: Y.Doc, editor: Editor, id: Id): void {
  const meeting = readMeeting(doc, id);
  if (meeting?.state !== "planned" || meeting.startedAt !== null) return;
  layGroundwork(doc, () => setMeetingFields(doc, id, { startedAt: editor.now }));
}

/** Not begun after all: the button was pressed by mistake. */
export function unstartMeeting(doc: Y.Doc, id: Id): void {
  layGroundwork(doc, () => setMeetingFields(doc, id, { startedAt: null }));
}

/** @param draws how often one has been drawn now, this one included; the same number as before for own words. */
export function setIceBreaker(doc: Y.Doc, id: Id, iceBreaker: IceBreaker | null, draws: number): void {
  edit(doc, "choose ice-breaker", () =>
    setMeetingFields(doc, id, { iceBreaker: iceBreaker === null ? null : writeIceBreaker(iceBreaker), draws }),
  );
}

/** A line of thanks from one to the other, kept with the meeting; empty takes it back. */
export function setThanks(doc: Y.Doc, id: Id, member: MemberId, thanks: string): void {
  const line = thanks.trim().slice(0, MAX_THANKS_LENGTH);
  edit(doc, "thank", () =>
    setMeetingFields(doc, id, { [member === "a" ? "thanksOfA" : "thanksOfB"]: line === "" ? null : line }),
  );
}
