/** What the page says about its meeting mode: apart from the rest, which comes with that mode. */
export const startTexts = {
  start: "Start",
  startName: "Start the meeting",
  resume: "Back to the meeting",
  started: (name: string) => `${name || "Someone"} has started the meeting.`,
  join: "Join",
  justEnded: (name: string) => `${name || "Someone"} has just ended the meeting.`,
  failed: "The meeting could not be fetched.",
  retry: "Try again",
  command: "Start the meeting",
  commandBack: "Back to the page",
  keywords: "live begin join run agenda timer kickoff",
};
