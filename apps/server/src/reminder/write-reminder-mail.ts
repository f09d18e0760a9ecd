import type { Reminder } from "@candor/core/reminder/due-reminders.ts";

/** No word of any page: mail is read by others than the two. */
export function writeReminderMail(
  reminders: readonly Reminder[],
  linkOf: (path: string) => string,
): { subject: string; text: string } {
  const hasLoop = reminders.some(({ type }) => type === "close_loop");
  const paragraphs = [
    ...reminders.flatMap((each) => (each.type === "close_loop" ? ofLoop(each, linkOf) : ofPortrait(linkOf))),
    "This comes at most once a week, and only when something waits. You can switch it off here:",
    linkOf("/settings/rhythm"),
  ];
  return {
    subject: hasLoop ? "Candor: what came of what you heard?" : "Candor: does it still hold?",
    text: `${paragraphs.join("\n\n")}\n`,
  };
}

function ofLoop(
  { pair, name, loops, days }: Extract<Reminder, { type: "close_loop" }>,
  linkOf: (path: string) => string,
) {
  const who = name.trim() === "" ? "" : ` from ${name.trim()}`;
  const what = loops === 1 ? "feedback" : `feedback on ${loops} questions`;
  return [
    `You heard ${what}${who} ${days} days ago, and nothing on your page says yet what came of it. A line is enough:`,
    linkOf(`/settings/together?with=${pair}`),
  ];
}

function ofPortrait(linkOf: (path: string) => string) {
  return [
    "It is half a year since you said some of what is in your portrait. Does it still hold? A look takes two minutes:",
    linkOf("/settings/portrait"),
  ];
}
