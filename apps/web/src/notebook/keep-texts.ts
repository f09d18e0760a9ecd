const notes = (count: number) => (count === 1 ? "1 note" : `${count} notes`);

/** What is said of how long private notes are kept. */
export const keepTexts = {
  label: "Keep private notes",
  forever: "until I delete them",
  months: (count: number) => (count === 12 ? "for a year" : count === 24 ? "for two years" : `for ${count} months`),
  rule: (months: number) =>
    `A note whose text you have not changed for ${months} months goes into the bin, and thirty days later for good. You are told whenever that happens, and can put it back until then.`,
  none: "None of your notes is that old: nothing goes now.",
  toBin: (count: number, oldest: string) =>
    count === 1
      ? `1 note goes into the bin now, written on ${oldest}:`
      : `${notes(count)} go into the bin now, the oldest written on ${oldest}:`,
  toDelete: (count: number) =>
    count === 1
      ? "1 note that has lain in the bin for more than thirty days goes for good at once."
      : `${notes(count)} that have lain in the bin for more than thirty days go for good at once.`,
  about: (name: string, count: number) => `about ${name}: ${notes(count)}`,
  confirm: (count: number) => `Keep them ${keepTexts.months(count)}`,
  cancel: "Leave it as it is",
  changed: (months: number | null) =>
    `Private notes are kept ${months === null ? keepTexts.forever : keepTexts.months(months)}`,
};
