/** What the page says about its series in menus and the palette: apart from the rest, which comes with its dialogs. */
export const seriesCommandTexts = {
  cantMakeIt: "Can’t make it?",
  cantMakeItKeywords: "can't cannot move reschedule cancel sick travel holiday postpone",
  record: "Your record: held, moved, cancelled",
  recordKeywords: "history of meetings how often missed share",
  settings: "Settings of your series",
  settingsKeywords: "cadence how often length minutes medium time zone",
  walk: "After a walk: write down a line each",
  walkKeywords: "phone capture outside notes afterwards",
  theirs: (time: string, name: string) => `${time} for ${name}`,
};
