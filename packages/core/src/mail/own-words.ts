/** Lines that stand above what somebody answers to, wherever their program puts them. */
const MARKER =
  /^[-_*\s]*(?:original message|original appointment|forwarded message|begin forwarded message|reply message|ursprüngliche nachricht|originalnachricht|weitergeleitete nachricht|message d['’]origine|message original|message transféré|mensaje original|mensaje reenviado|messaggio originale|messaggio inoltrato|mensagem original|mensagem encaminhada|oorspronkelijk bericht|doorgestuurd bericht|ursprungligt meddelande|opprinnelig melding|oprindelig meddelelse|alkuperäinen viesti|oryginalna wiadomość|wiadomość oryginalna|původní zpráva|исходное сообщение|пересылаемое сообщение|元のメッセージ|原始邮件|原始郵件|원본 메시지)[-_*:\s]*$/iu;
const RULE = /^[_\-─—]{8,}$/u;

/** The heads that Outlook and others repeat: whom it was from, when it was sent, whom to, and about what. */
const FROM =
  /^[>*\s]*(?:from|von|de|da|van|från|fra|lähettäjä|od|от|feladó|kimden|差出人|发件人|寄件者|보낸 ?사람)\*?\s*[:：]/iu;
const OTHER_HEAD =
  /^[>*\s]*(?:sent|date|to|cc|subject|reply-to|gesendet|datum|an|betreff|kopie|envoyé|à|objet|enviado(?: el)?|fecha|para|asunto|inviato|data|a|oggetto|assunto|verzonden|aan|onderwerp|skickat|till|ämne|sendt|til|emne|lähetetty|vastaanottaja|aihe|wysłano|do|temat|odesláno|komu|předmět|отправлено|дата|кому|тема|küldve|címzett|tárgy|送信日時|日時|宛先|件名|发送时间|收件人|主题|寄件日期|主旨|보낸 ?날짜|받는 ?사람|제목)\*?\s*[:：]/iu;

/** "On Tuesday Sam wrote:", in as many languages as its verb is known. */
const WROTE =
  /(?<!\p{L})(?:wrote|writes|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev|kirjoitti|napisał(?:\(a\)|a)?|napsal(?:\(a\)|a)?|írta|написал(?:\(а\)|а)?|пишет|yazdı)(?!\p{L})|のメール|書きました|写道|寫道|작성/iu;
const ADDRESS_ENDS = /<[^<>\s]+@[^<>\s]+>\s*[:：]$/u;
const MAX_ATTRIBUTION_LINES = 4;
const MAX_ATTRIBUTION_LENGTH = 400; // characters
const MAX_SIGNATURE_LINES = 15;

/** What programs put below a mail by themselves. */
const FOOTER =
  /^(?:sent (?:from|with|via) .{2,60}|get outlook for .{2,40}|von meinem .{2,40} gesendet|gesendet (?:von|mit) .{2,60}|outlook für .{2,30} (?:beziehen|herunterladen)|holen sie sich outlook für .{2,30}|envoyé (?:de|depuis|à partir de|avec) .{2,60}|(?:obtenir|obtenez|télécharger) outlook pour .{2,30}|enviado desde .{2,60}|obtener outlook para .{2,30}|inviato da .{2,60}|(?:scarica|ottieni) outlook per .{2,30}|enviad[oa] (?:do|a partir do|pelo) .{2,60}|obter o outlook para .{2,30}|verstuurd vanaf .{2,60}|verzonden (?:vanaf|met) .{2,60}|skickat från .{2,60}|sendt fra .{2,60}|lähetetty .{2,60}|wysłane z .{2,60}|odesláno z .{2,60}|отправлено (?:с|из) .{2,60}|.{2,20}から送信|发自我的.{2,30}|從我的.{2,20}傳送|나의 .{2,20}에서 보냄)\.?$/iu;

const CLOSING =
  /^(?:(?:with )?(?:best|kind|warm|many)(?: (?:regards|wishes|thanks))?|regards|all the best|cheers|thanks(?: (?:a lot|again|so much|and regards))?|thank you|thx|yours(?: (?:sincerely|truly))?|sincerely|(?:viele|liebe|beste|herzliche|schöne|freundliche) grüße|(?:viele|liebe|beste|herzliche|schöne) grüsse|mit (?:freundlichen|besten|lieben) grü(?:ß|ss)en|gruß|grüße|danke|vielen dank|lg|vg|mfg|cordialement|bien cordialement|bien à (?:vous|toi)|amicalement|merci|à bientôt|(?:un )?saludos?(?: cordial(?:es)?)?|un abrazo|gracias|(?:cordiali|distinti) saluti|saluti|grazie|a presto|atenciosamente|abraços?|obrigad[oa]|cumprimentos|(?:met )?(?:vriendelijke|hartelijke) groet(?:en)?|groet(?:en|jes)?|bedankt|(?:med )?(?:vänliga?|vänlig) häls(?:ning|ningar)|hälsningar|mvh|tack|(?:med )?vennlig hilsen|(?:med )?venlig hilsen|hilsen|takk|tak|(?:ystävällisin )?terveisin|terveiset|kiitos|pozdrawiam|z poważaniem|dziękuję|dzięki|s pozdravem|děkuji|с уважением|спасибо|üdvözlettel|saygılarımla|teşekkürler)\s*[,.!–—-]*$/iu;

/**
 * What somebody wrote themself in a mail: without what they answered to, above or below or between it, and without their
 * signature. What is in doubt stays, since a line too many is seen and a lost one is not.
 *
 * @param text of the mail; what it quotes begins with ">" where its program does so.
 * @param names of the sender, by which they may have ended it.
 * @param isAnswer whether it is known to answer something, so that what is marked as quoted is what it answers to.
 */
export function ownWords(text: string, names: readonly string[] = [], isAnswer = false): string {
  const lines = text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u00a0\u2007\u202f]/g, " ")
    .replace(/[\u200b\u200e\u200f\u2060\ufeff]/g, "")
    .split("\n")
    .map((line) => line.trimEnd());
  return joined(withoutSignature(withoutQuotes(lines, isAnswer), names));
}

function withoutQuotes(lines: readonly string[], isKnown: boolean): string[] {
  const own: string[] = [];
  // Apple's programs put the line that says who wrote it behind the marks, too.
  const unmarked = lines.map((line) => line.replace(/^\s{0,3}>\s?/, ""));
  let isAnswer =
    isKnown ||
    lines.some(
      (line, at) =>
        attributionLength(lines, at) > 0 ||
        isHeadBlock(lines, at, line) ||
        (isQuoted(line) && attributionLength(unmarked, at) > 0),
    );
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (isMarker(lines, at) || isHeadBlock(lines, at, line)) {
      const below = afterHeads(lines, at);
      if (!isQuoted(lines[below])) break;
      isAnswer = true;
      at = below - 1;
      continue;
    }
    const length = attributionLength(lines, at);
    if (length > 0) {
      const below = firstFilled(lines, at + length);
      if (!isQuoted(lines[below])) break; // what it names is all the rest
      at = below - 1;
      continue;
    }
    if (isAnswer && isQuoted(line)) {
      if (own.at(-1) !== "") own.push("");
      continue;
    }
    own.push(line);
  }
  return own;
}

function isQuoted(line: string | undefined): boolean {
  return line !== undefined && /^\s{0,3}>/.test(line);
}

/** A word for "original message" by itself, or a rule above repeated heads. */
function isMarker(lines: readonly string[], at: number): boolean {
  const line = (lines[at] ?? "").trim();
  if (MARKER.test(line) && /[-_*:]|message$|nachricht$/iu.test(line) && /^[-_*]/.test(line)) return true;
  if (/^begin forwarded message:$/i.test(line)) return true;
  if (!RULE.test(line)) return false;
  const below = firstFilled(lines, at + 1);
  return isHeadBlock(lines, below, lines[below] ?? "");
}

/** From, and at least two more of such heads right below it. */
function isHeadBlock(lines: readonly string[], at: number, line: string): boolean {
  if (!FROM.test(line)) return false;
  const below = lines.slice(at + 1, at + 7).filter((each) => each.trim() !== "");
  let heads = 0;
  for (const each of below) {
    if (OTHER_HEAD.test(each)) heads += 1;
    else if (heads === 0) return false;
  }
  return heads >= 2;
}

/** The line below a marker and the heads that may follow it. */
function afterHeads(lines: readonly string[], at: number): number {
  let below = firstFilled(lines, at + (isMarker(lines, at) ? 1 : 0));
  while (below < lines.length && (FROM.test(lines[below] ?? "") || OTHER_HEAD.test(lines[below] ?? ""))) {
    if (isQuoted(lines[below])) return below;
    below = firstFilled(lines, below + 1);
  }
  return below;
}

function firstFilled(lines: readonly string[], at: number): number {
  let next = at;
  while (next < lines.length && (lines[next] ?? "").trim() === "") next += 1;
  return next;
}

/** How many lines from here on say who wrote what is quoted below; 0: they say nothing of the kind. */
function attributionLength(lines: readonly string[], at: number): number {
  const first = (lines[at] ?? "").trim();
  if (first === "" || isQuoted(first)) return 0;
  let text = "";
  for (let length = 1; length <= MAX_ATTRIBUTION_LINES; length += 1) {
    const line = (lines[at + length - 1] ?? "").trim();
    if (line === "" || isQuoted(line)) return 0;
    text = `${text} ${line}`.trim();
    if (text.length > MAX_ATTRIBUTION_LENGTH) return 0;
    if (!/[:：]$/u.test(line)) continue;
    const saysWho = WROTE.test(text) || ADDRESS_ENDS.test(text);
    const saysWhen = /\d/.test(text) || text.includes("@");
    // A first line of one's own is no part of it, and where the last says it all no line above it is.
    const isWhole = length === 1 || (!/[.!?…]$/u.test(first) && !saysItAll(line));
    return saysWho && saysWhen && isWhole ? length : 0;
  }
  return 0;
}

function saysItAll(line: string): boolean {
  return (WROTE.test(line) || ADDRESS_ENDS.test(line)) && /(?<!\d)\d{4}(?!\d)|\d[:.h]\d\d/u.test(line);
}

function withoutSignature(lines: readonly string[], names: readonly string[]): string[] {
  const dashes = lines.findLastIndex((line) => /^--\s?$/.test(line));
  const isSignature = dashes >= 0 && filled(lines.slice(dashes)).length <= MAX_SIGNATURE_LINES;
  let own = trimmed(isSignature ? lines.slice(0, dashes) : lines);
  while (own.length > 0 && FOOTER.test((own.at(-1) ?? "").trim())) own = trimmed(own.slice(0, -1));
  const known = names.map(folded).filter((name) => name !== "");
  const from = Math.max(0, own.length - 9);
  for (let at = from; at < own.length; at += 1) {
    if (!isEnd(own, at, known)) continue;
    const kept = trimmed(own.slice(0, at));
    // Whoever writes "Thanks" and no more wrote that.
    return kept.length > 0 ? kept : own;
  }
  return own;
}

/** Whether a mail ends here in words that say no more than whose it is. */
function isEnd(lines: readonly string[], at: number, names: readonly string[]): boolean {
  const line = (lines[at] ?? "").trim();
  const below = filled(lines.slice(at + 1));
  if (CLOSING.test(line)) return below.length === 0 || isName(below[0] ?? "", names);
  const [closing, name] = [
    /^(.*?)[,!–—-]\s*\S+(?:\s\S+)?$/u.exec(line)?.[1],
    /[,!–—-]\s*(\S+(?:\s\S+)?)$/u.exec(line)?.[1],
  ];
  if (closing !== undefined && name !== undefined && CLOSING.test(closing) && isName(name, names)) return true;
  return below.length === 0 && at > 0 && isName(line.replace(/^[-–—/]\s*/u, ""), names);
}

function isName(text: string, names: readonly string[]): boolean {
  const said = folded(text);
  return (
    said !== "" && names.some((name) => said === name || name.split(" ")[0] === said || said.startsWith(`${name} `))
  );
}

function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}\s]/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}

function filled(lines: readonly string[]): string[] {
  return lines.filter((line) => line.trim() !== "");
}

function trimmed(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => line.trim() !== "");
  if (first < 0) return [];
  return lines.slice(first, lines.findLastIndex((line) => line.trim() !== "") + 1);
}

function joined(lines: readonly string[]): string {
  return lines.join("\n").replace(/\n{3,}/g, "\n\n");
}
