/** What the page says about its meeting mode: apart from the rest, which comes with that mode. */
export const startTexts = {
  start: "Start",
  startName: "Start the meeting",
  resume: "Back to the meeting",
  started: (name: string) => `${name || "Someone"} has started the meeting.`,
  join: "Join",
  justEnded: "The meeting has just ended. To begin the next one all the same, press again in a moment.",
  failed: "This part needs the network.",
  retry: "Try again",
  command: "Start the meeting",
  commandBack: "Back to the page",
  keywords: "live begin join run agenda timer kickoff",
};
