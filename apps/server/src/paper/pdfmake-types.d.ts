declare module "pdfmake" {
  const pdfmake: {
    setUrlAccessPolicy(policy: (url: string) => boolean): void;
    setLocalAccessPolicy(policy: (path: string) => boolean): void;
    setFonts(fonts: object): void;
    setTableLayouts(layouts: object): void;
    createPdf(definition: object): { getBuffer(): Promise<Uint8Array> };
  };
  // biome-ignore lint/style/noDefaultExport: it is what the package has
  export default pdfmake;
}

declare module "fontkit" {
  export type Font = { hasGlyphForCodePoint(codePoint: number): boolean };
  export function create(bytes: Uint8Array): Font;
}
