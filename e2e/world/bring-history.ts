import { expect } from "@playwright/test";
import type { Person } from "./person.ts";

type Held = {
  /** wall-clock start, YYYY-MM-DDTHH:MM */
  start: string;
  medium?: string;
  state?: "held" | "cancelled";
  cancelReason?: string;
  why?: string;
  movedFrom?: readonly string[];
};

type Waiting = {
  title: string;
  /** ISO instant */
  createdAt: string;
  carriedFrom?: readonly string[];
};

/** Puts meetings that have been, and topics that wait in the Hopper, on the page that the person stands on. */
export async function bringHistory(
  person: Person,
  { meetings = [], hopper = [] }: { meetings?: readonly Held[]; hopper?: readonly Waiting[] },
): Promise<void> {
  const file = {
    format: "candor-page",
    version: 1,
    members: [],
    settings: { everyWeeks: 1, minutes: 30, medium: null, timeZone: "Europe/Berlin" },
    welcome: [],
    meetings: meetings.map(({ start, ...fields }, at) => ({
      ...{ id: `h${at + 1}`, start, timeZone: "Europe/Berlin", minutes: 30, state: "held" },
      ...{ closedAt: `${start}:00Z`, medium: null, movedFrom: [], cancelReason: null, why: null },
      ...fields,
    })),
    topics: hopper.map((topic, at) => ({
      ...{ id: `w${at + 1}`, place: "hopper", rank: `a${at}`, state: "open", author: "b", notes: [] },
      ...topic,
    })),
    actions: [],
  };
  await person.runFromPalette("Import a document, or take an import back");
  const dialog = person.page.getByRole("dialog", { name: "Import into this page" });
  const buffer = Buffer.from(JSON.stringify(file));
  const field = dialog.getByLabel("Drop a file here, or choose one.");
  await field.setInputFiles({ name: "page.json", mimeType: "application/json", buffer });
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** The day so many days from today in Berlin, where these browsers are: YYYY-MM-DD. */
export function dayFromNow(days: number): string {
  const at = new Date(Date.now() + days * 86_400_000);
  return new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin", dateStyle: "short" }).format(at);
}
