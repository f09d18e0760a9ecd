/** Apart from the rest, which comes with the screen. */
export const pairingCommandTexts = {
  name: "Start pairing",
  keywords: "pair side by side friction work together review",
};
