import type { NoteNode } from "../notes/note-node.ts";
import type { ArtifactKind } from "./artifact.ts";

type Part = readonly [heading: string, hint: string];

/** Headings to write under, each with a line that says what belongs there. */
const PARTS: Record<ArtifactKind, readonly Part[]> = {
  mission: [
    ["Why we are here", "In one sentence that a new colleague could repeat to a friend."],
    ["Whom we serve", "Who is better off because of us, and what would they miss?"],
    ["What we do, and what we leave to others", "What we say no to shows the mission best."],
    ["How we can tell", "What would look different in a year if we are right?"],
  ],
  value_proposition: [
    ["For whom", "One kind of customer, as concrete as you can make it."],
    ["What they are trying to get done", "In their words, not in ours."],
    ["What stands in their way today", "What do they do instead, and what does it cost them?"],
    ["What we change for them", "The one thing they would tell somebody else."],
    ["Why they should believe us", "Evidence: numbers, names, things that happened."],
  ],
  spec: [
    ["The problem", "Who has it, how often, and what happens if we do nothing?"],
    ["What we will build", "What people will be able to do that they can't do now."],
    ["What we will not build", "And what we leave open on purpose."],
    ["How it works", "As much as somebody needs to disagree with it."],
    ["What could go wrong", "And how we would notice."],
    ["Open questions", "Each with a name and a day."],
  ],
  decision: [
    ["What we decided", "One sentence, in the present tense."],
    ["What led to it", "What was true at the time, and what hurt."],
    ["What else we looked at", "And why not that."],
    ["What follows from it", "The good, the bad, and what becomes harder."],
    ["When to look at it again", "What would have to change for us to decide otherwise?"],
  ],
  faq: [
    ["The question as people ask it", "The short answer first, then the reason."],
    ["The next question", "Ask whoever asked last whether this answers it."],
  ],
  how_to: [
    ["When you need this", "What has happened just before somebody opens this page?"],
    ["Before you start", "Access, tools, whom to tell."],
    ["Step by step", "Number the steps, and say what one sees after each."],
    ["If it does not work", "What went wrong for others, and what helped."],
  ],
  career_ladder: [
    ["What this role is for", "What the others rely on it for."],
    ["Where one begins", "What one does with help, and what alone."],
    ["Doing it well", "What it looks like on an ordinary Tuesday."],
    ["Making others better", "How somebody at this level changes how the others work."],
    ["How one gets from here to there", "What has helped people, and how long it took."],
  ],
  other: [],
};

/** What a new artifact of a kind begins with; one without a template begins empty. */
export function artifactTemplate(kind: ArtifactKind): NoteNode[] {
  return PARTS[kind].flatMap(([heading, hint]) => [
    { type: "heading", attrs: { level: 1 }, content: [{ type: "text", text: heading }] } as NoteNode,
    {
      type: "paragraph",
      content: [{ type: "text", text: hint, marks: [{ type: "em" }] }],
    } as NoteNode,
  ]);
}
