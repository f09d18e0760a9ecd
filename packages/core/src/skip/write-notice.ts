import type { Month } from "./month.ts";

/** What the manager between is told before a round of skip-levels. There is no room in it for a topic. */
export type SkipNotice = {
  /** the manager's manager, who meets them */
  from: string;
  /** the manager between, who is told */
  to: string;
  /** whom of their people, and in which months */
  people: readonly { name: string; months: readonly Month[] }[];
  minutes: number;
};

const MONTHS = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];

/** The notice as its reader gets it, by mail and in the product alike, and as its sender saw it before. */
export function writeNotice({ from, to, people, minutes }: SkipNotice): { subject: string; paragraphs: string[] } {
  const plain = { from: oneLine(from), to: oneLine(to) };
  return {
    subject: `${plain.from} meets people of your team`,
    paragraphs: [
      `Hello ${plain.to},`,
      `In the coming months ${plain.from} has skip-level 1:1s with people who report to you, ${minutes} minutes each:`,
      people.map(({ name, months }) => `- ${oneLine(name)}: ${months.map(sayMonth).join(", ")}`).join("\n"),
      `What they are for: that ${plain.from} hears how work is going from those who do it, and that they hear where things are going from ${plain.from}.`,
      "What they are not for: they are no review of you, nobody is asked to judge you, and no decision of yours is taken there. What concerns you is brought to you, by whoever it concerns.",
      "You are told this before they begin so that nothing of it is behind your back. What is talked about stays between the two: you cannot read their page, as they cannot read yours.",
    ],
  };
}

export function sayMonth(month: Month): string {
  return `${MONTHS[Number(month.slice(5)) - 1] ?? month} ${month.slice(0, 4)}`;
}

/** A name with a line break in it would begin a line of its own, and say what its owner likes. */
function oneLine(name: string): string {
  return name.replace(/\s+/g, " ").trim();
}
