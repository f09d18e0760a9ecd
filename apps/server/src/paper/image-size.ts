export type ImageSize = { width: number; height: number };

const MAX_PIXELS = 50_000_000; // unpacked, some 200 MB

/** @returns in pixels, as the image itself says; null: it doesn't, or is larger than is drawn anywhere. */
export function imageSize(bytes: Uint8Array, type: string): ImageSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = SIZES[type]?.(view) ?? null;
  if (size === null || size.width < 1 || size.height < 1) return null;
  return size.width * size.height <= MAX_PIXELS ? size : null;
}

const SIZES: Readonly<Record<string, (view: DataView) => ImageSize | null>> = {
  "image/png": (view) => (view.byteLength < 24 ? null : { width: view.getUint32(16), height: view.getUint32(20) }),
  "image/gif": (view) =>
    view.byteLength < 10 ? null : { width: view.getUint16(6, true), height: view.getUint16(8, true) },
  "image/jpeg": jpegSize,
};

/** It stands in the first frame header, after any number of other segments (ITU T.81 B.1.1). */
function jpegSize(view: DataView): ImageSize | null {
  let at = 2;
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    if (marker === 0xff) at += 1;
    else at += 2 + Math.max(2, view.getUint16(at + 2));
  }
  return null;
}

/** As large as it is, and no larger than there is room. */
export function fitInto({ width, height }: ImageSize, room: ImageSize): ImageSize {
  const scale = Math.min(1, room.width / width, room.height / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
