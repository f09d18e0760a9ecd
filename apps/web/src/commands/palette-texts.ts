import { besideTexts } from "../pairing/beside-texts.ts";

export const paletteTexts = {
  label: "Command palette",
  field: "A command, a name or some words",
  searchLabel: "Search all your pages",
  searchField: "Search topics, notes and actions",
  empty: "Nothing fits. Try fewer words.",
  searchHint: "Searches every page that is kept on this device. Nothing is sent.",
  searchHintElsewhere:
    "Searches every page that is kept on this device, and has your server search the others, which were never opened here.",
  groups: {
    recent: "Lately used",
    commands: "Commands",
    people: "People",
    found: "On your pages",
    elsewhere: "On pages not opened on this device",
  },
  count: (count: number) => (count === 0 ? "Nothing found" : count === 1 ? "1 result" : `${count} results`),
  person: (name: string) => `Page with ${name}`,
  openPage: "Open",
  action: "Action",
  topic: "Topic",
  welcome: "Welcome",
  year: (year: number) => String(year),
  pairing: besideTexts.region,
  hopper: "Hopper",
  next: "Next meeting",
  meetingOf: (day: string | null) => (day === null ? "Meeting without a date" : `Meeting, ${day}`),
  closed: "closed",
  with: (person: string, place: string) => `${person} · ${place}`,
};
