import type { Month } from "./month.ts";

/** What the manager between is told before skip-levels begin. There is no room in it for a topic. */
export type SkipNotice = {
  /** the manager's manager, who meets them */
  from: string;
  /** the manager between, who is told */
  to: string;
} & (RoundNotice | PagesNotice);

/** Of a round: whom of their people, and in which months. */
type RoundNotice = { people: readonly { name: string; months: readonly Month[] }[]; minutes: number };
/** Of pages that are begun outside a round: when the two meet is not said there, and so not here. */
type PagesNotice = { people: readonly { name: string; since: Month }[] };

const MONTHS = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];

/** The notice as its reader gets it, by mail and in the product alike, and as its sender saw it before. */
export function writeNotice(notice: SkipNotice): { subject: string; paragraphs: string[] } {
  const plain = { from: oneLine(notice.from), to: oneLine(notice.to) };
  return {
    subject: `${plain.from} meets people of your team`,
    paragraphs: [
      `Hello ${plain.to},`,
      ...("minutes" in notice ? sayRound(plain.from, notice) : sayPages(plain.from, notice)),
      `What they are for: that ${plain.from} hears how work is going from those who do it, and that they hear where things are going from ${plain.from}.`,
      "What they are not for: they are no review of you, nobody is asked to judge you, and no decision of yours is taken there. What concerns you is brought to you, by whoever it concerns.",
      "You are told this before they begin so that nothing of it is behind your back. What is talked about stays between the two: you cannot read their page, as they cannot read yours.",
    ],
  };
}

function sayRound(from: string, { people, minutes }: RoundNotice): string[] {
  return [
    `In the coming months ${from} has skip-level 1:1s with people who report to you, ${minutes} minutes each:`,
    people.map(({ name, months }) => `- ${oneLine(name)}: ${months.map(sayMonth).join(", ")}`).join("\n"),
  ];
}

function sayPages(from: string, { people }: PagesNotice): string[] {
  return [
    `${from} begins skip-level 1:1s with people who report to you:`,
    people.map(({ name, since }) => `- ${oneLine(name)}: from ${sayMonth(since)} on`).join("\n"),
  ];
}

export function sayMonth(month: Month): string {
  return `${MONTHS[Number(month.slice(5)) - 1] ?? month} ${month.slice(0, 4)}`;
}

/** A name with a line break in it would begin a line of its own, and say what its owner likes. */
function oneLine(name: string): string {
  return name.replace(/\s+/g, " ").trim();
}
