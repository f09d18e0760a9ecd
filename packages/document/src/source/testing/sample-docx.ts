import { strToU8, zipSync } from "fflate";

/** A paragraph of WordprocessingML. */
export function paragraph(text: string, style = "Normal", inside = ""): string {
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${text === "" ? "" : run(text)}${inside}</w:p>`;
}

export function listed(text: string, level: number, numId = "1", inside = ""): string {
  const place = `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${numId}"/></w:numPr>`;
  return `<w:p><w:pPr>${place}</w:pPr>${text === "" ? "" : run(text)}${inside}</w:p>`;
}

function run(text: string, properties = ""): string {
  return `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
}

const BODY = [
  paragraph("Ana &amp; Ben", "Title"),
  paragraph("Nov 10, 2026", "Heading2"),
  listed("Ben: Budget", 0),
  listed("less than ", 1, "1", run("last year", "<w:b/>")),
  listed("and by ", 2, "1", run("far", '<w:i/><w:b w:val="0"/>')),
  listed("", 0, "1", `<w:hyperlink r:id="rId9">${run("Hiring plan")}</w:hyperlink>`),
  listed("Ask Lee", 0, "2"),
  listed("", 0, "2", run("Book a room", "<w:strike/>")),
  paragraph("3 Nov 2026", "Dated"),
  paragraph(
    "Kept.",
    "Normal",
    `<w:del>${run("deleted")}</w:del><w:r><w:commentReference w:id="0"/></w:r><w:r><w:drawing><a:blip/></w:drawing></w:r>`,
  ),
  `<w:tbl><w:tr><w:tc>${paragraph("left")}</w:tc><w:tc>${paragraph("right")}</w:tc></w:tr></w:tbl>`,
  paragraph("Parking lot", "Heading2"),
  listed("Conference", 0),
].join("");

const STYLES = `<w:styles><w:style w:styleId="Title"><w:name w:val="Title"/></w:style><w:style w:styleId="Heading2"><w:name w:val="heading 2"/></w:style><w:style w:styleId="Dated"><w:name w:val="Dated"/><w:basedOn w:val="Heading2"/></w:style></w:styles>`;
const lvl = (level: number, sign: string) =>
  `<w:lvl w:ilvl="${level}"><w:numFmt w:val="bullet"/><w:lvlText w:val="${sign}"/></w:lvl>`;
const NUMBERING = `<w:numbering><w:abstractNum w:abstractNumId="7">${lvl(0, "●")}${lvl(1, "○")}${lvl(2, "■")}</w:abstractNum><w:abstractNum w:abstractNumId="8">${lvl(0, "☐")}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num></w:numbering>`;
const LINKS = `<Relationships><Relationship Id="rId9" Target="https://example.org/plan" TargetMode="External"/></Relationships>`;

/** A shared document of Ana and Ben, in the shape in which Google Docs and Word save it. */
export function docx(more: Record<string, Uint8Array> = {}): Uint8Array {
  return docxOf(`<w:document><w:body>${BODY}<w:sectPr/></w:body></w:document>`, more);
}

export function docxOf(document: string, more: Record<string, Uint8Array> = {}): Uint8Array {
  const declared = document.startsWith("<!") ? document : `<?xml version="1.0" encoding="UTF-8"?>\n${document}`;
  return zipSync({
    "[Content_Types].xml": strToU8(`<Types><Override ContentType="application/vnd.openxmlformats"/></Types>`),
    "word/document.xml": strToU8(declared),
    "word/styles.xml": strToU8(STYLES),
    "word/numbering.xml": strToU8(NUMBERING),
    "word/_rels/document.xml.rels": strToU8(LINKS),
    ...more,
  });
}
