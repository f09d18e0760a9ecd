export const texts = {
  /** of the catalogue, so that dates are said in the language of the sentences around them */
  locale: "en-GB",
  close: "Close",
  undo: "Undo",
  dismiss: "Dismiss",
  messages: "Messages",
  andMore: (count: number) => (count === 1 ? "1 more change" : `${count} more changes`),
  today: "today",
  tomorrow: "tomorrow",
  yesterday: "yesterday",
};
