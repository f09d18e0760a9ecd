import library from "pdfmake";

/** A node of pdfmake's document, of which no types come with it. */
export type PdfNode = Record<string, unknown>;

type Fonts = Record<string, { normal?: string; bold?: string; italics?: string; bolditalics?: string }>;

const thin = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  hLineColor: () => "#81868f",
  vLineColor: () => "#81868f",
  paddingTop: () => 3,
  paddingBottom: () => 3,
};

/** Lays it out. The library may read the fonts it is told of and nothing else, and fetch nothing at all. */
export async function pdfmake(definition: PdfNode, fonts: Fonts): Promise<Uint8Array> {
  const allowed = new Set(Object.values(fonts).flatMap((family) => Object.values(family)));
  library.setUrlAccessPolicy(() => false);
  library.setLocalAccessPolicy((path) => allowed.has(path));
  library.setFonts(fonts);
  library.setTableLayouts({ thin });
  return new Uint8Array(await library.createPdf(definition).getBuffer());
}
