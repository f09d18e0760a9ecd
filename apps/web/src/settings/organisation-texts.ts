/** Apart from the other texts of the settings, whose title the first screen has. */
export const organisationTexts = {
  group: "Organisation",
  hint: "Who is in your organisation’s workspace, who manages whom, and pages with them.",
  channels: "Channels to announce by",
};
