export const texts = {
  close: "Close",
  undo: "Undo",
  dismiss: "Dismiss",
  messages: "Messages",
  andMore: (count: number) => (count === 1 ? "1 more change" : `${count} more changes`),
};
