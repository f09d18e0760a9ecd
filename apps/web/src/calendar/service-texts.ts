import type { CalendarService } from "@candor/protocol/http/calendar-consent.ts";

const names: Record<CalendarService, string> = { google: "Google", microsoft: "Microsoft" };

export const serviceTexts = {
  hint: "You give permission at the service, and your password stays there. Candor looks at when you are taken, and never by what.",
  connect: (kind: CalendarService) => `Connect ${names[kind]} Calendar`,
  connectAgain: (kind: CalendarService) => `Give ${names[kind]}’s permission again`,
  writes: "Let Candor put my 1:1s into a calendar there",
  writesHint: "Otherwise it is permitted to look, and nothing else.",
  leaving: (kind: CalendarService) => `Going to ${names[kind]} …`,
  working: "Connecting what you permitted …",
  denied: "No permission was given, so nothing is connected.",
  connected: (name: string) => `${name} is connected`,
  readOnly: "To have your 1:1s put into one of these, connect the account once more and let Candor do so.",
  revoked: "The permission was taken back, or is over. Until you give it again, your time counts as unknown.",
  microsoftKeeps:
    "Disconnecting forgets all that Candor holds. Microsoft lists the permission under your account’s apps until you take it away there.",
};
