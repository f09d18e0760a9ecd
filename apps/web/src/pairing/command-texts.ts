/** Apart from the rest, which comes with the screen. */
export const pairingCommandTexts = {
  name: "Start pairing",
  keywords: "side by side friction together",
};
