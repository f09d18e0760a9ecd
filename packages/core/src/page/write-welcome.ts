import type { NoteNode } from "../notes/note-node.ts";
import type { Role } from "../person/member.ts";
import type { PageSettings } from "./page.ts";

export type WelcomeFacts = {
  settings: Pick<PageSettings, "everyWeeks" | "minutes">;
  /** the person who writes the welcome, and the one it is written for */
  from: { name: string; role: Role };
  to: { name: string; role: Role };
};

/** The text at the top of a new page, from the pair's own facts. It is theirs to edit from then on. */
export function writeWelcome({ settings, from, to }: WelcomeFacts): NoteNode[] {
  const direct = isSenior(to.role) && !isSenior(from.role) ? from : to;
  const senior = direct === to ? from : to;
  const isPeer = from.role === "peer";
  return [
    paragraph(`We meet ${cadence(settings.everyWeeks)} for ${settings.minutes} minutes.`),
    paragraph(
      isPeer
        ? "This meeting belongs to both of us: either puts on the page what matters, and we start with the big questions."
        : `This meeting is ${possessive(direct.name)}: what ${direct.name} wants to talk about comes first. ${senior.name} may put one topic on top, and always has a few more in reserve.`,
    ),
    paragraph(
      "Start with what is open-ended and leave the weeds for later. Whatever is for some other time goes into the Hopper. We move this meeting when we must, and almost never cancel it.",
    ),
  ];
}

function isSenior(role: Role): boolean {
  return role === "manager" || role === "skip_manager" || role === "mentor";
}

function cadence(everyWeeks: number): string {
  if (everyWeeks === 1) return "every week";
  return everyWeeks === 2 ? "every two weeks" : `every ${everyWeeks} weeks`;
}

function possessive(name: string): string {
  return name.endsWith("s") ? `${name}’` : `${name}’s`;
}

function paragraph(text: string): NoteNode {
  return { type: "paragraph", content: [{ type: "text", text }] };
}
