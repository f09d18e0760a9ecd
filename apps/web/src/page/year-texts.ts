export const texts = {
  year: (year: number) => `Meetings of ${year}`,
  yearFailed: (year: number) =>
    `${year} could not be fetched. It is kept on the server; try again when you are online.`,
  yearsFailed: "Meetings of earlier years, where there are any, are kept on the server; try again when you are online.",
};
