export const historyCommandTexts = {
  name: "History: see or restore an earlier version",
  keywords: "versions restore back time",
  titleOfMeeting: (day: string) => `History of the meeting on ${day}`,
} as const;
