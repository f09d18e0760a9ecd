export const personalTexts = {
  refused: (why: string) => `That could not be saved, so it is as it was before. ${why}`,
};
