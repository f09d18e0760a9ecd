const [EXTENSION, IMAGE, END] = [0x21, 0x2c, 0x3b];
const SCREEN_LENGTH = 13;
const IMAGE_LENGTH = 10;

/** Whether a GIF is one beyond its first letters: block follows block, one of them is an image, and the end is there. */
export function isWholeGif(bytes: Uint8Array): boolean {
  if (bytes.length < SCREEN_LENGTH) return false;
  let at = SCREEN_LENGTH + colours(bytes[10]);
  for (let images = 0; at < bytes.length; ) {
    const block = bytes[at];
    if (block === END) return images > 0;
    if (block === EXTENSION) at = afterParts(bytes, at + 2);
    else if (block === IMAGE) {
      images += 1;
      const packed = bytes[at + IMAGE_LENGTH - 1];
      at = afterParts(bytes, at + IMAGE_LENGTH + colours(packed) + 1); // one byte: how wide its codes begin
    } else return false;
  }
  return false;
}

/** How many bytes the table of colours takes that such a byte announces. */
function colours(packed = 0): number {
  return (packed & 0x80) === 0 ? 0 : 3 * 2 ** ((packed & 7) + 1);
}

/** Parts say their length each; the last one is empty. */
function afterParts(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0);
  return at + 1;
}
