import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ownWords } from "./own-words.ts";

const WORDS = "Can we talk about hiring?\nI have two names.";

/** Mails in the shapes that programs give them; each says `WORDS` and no more. */
const SHAPES: Readonly<Record<string, string>> = {
  "no answer at all": WORDS,
  "Gmail, above": `${WORDS}\n\nOn Tue, Nov 24, 2026 at 8:00 AM Candor <candor@example.org> wrote:\n\n> Your 1:1 with Ana\n>\n> tomorrow at ten\n`,
  "Gmail, its line broken in two": `${WORDS}\n\nOn Tue, Nov 24, 2026 at 8:00 AM Candor at the Example Company <\ncandor@example.org> wrote:\n\n> Your 1:1 with Ana\n`,
  "Gmail in German": `${WORDS}\n\nAm Di., 24. Nov. 2026 um 08:00 Uhr schrieb Candor <candor@example.org>:\n\n> Dein 1:1 mit Ana\n`,
  "Gmail in French": `${WORDS}\n\nLe mar. 24 nov. 2026 à 08:00, Candor <candor@example.org> a écrit :\n\n> Votre 1:1\n`,
  "Gmail in Spanish": `${WORDS}\n\nEl mar, 24 nov 2026 a las 8:00, Candor (<candor@example.org>) escribió:\n\n> Tu 1:1\n`,
  "Gmail in Italian": `${WORDS}\n\nIl giorno mar 24 nov 2026 alle ore 08:00 Candor <candor@example.org> ha\nscritto:\n\n> Il tuo 1:1\n`,
  "Gmail in Portuguese": `${WORDS}\n\nEm ter., 24 de nov. de 2026 às 08:00, Candor <candor@example.org>\nescreveu:\n\n> O seu 1:1\n`,
  "Gmail in Dutch": `${WORDS}\n\nOp di 24 nov 2026 om 08:00 schreef Candor <candor@example.org>:\n\n> Je 1:1\n`,
  "Gmail in Swedish": `${WORDS}\n\nDen tis 24 nov. 2026 kl 08:00 skrev Candor <candor@example.org>:\n\n> Ditt 1:1\n`,
  "Gmail in Polish": `${WORDS}\n\nwt., 24 lis 2026 o 08:00 Candor <candor@example.org> napisał(a):\n\n> Twoje 1:1\n`,
  "Gmail in Russian": `${WORDS}\n\nвт, 24 нояб. 2026 г. в 08:00, Candor <candor@example.org>:\n\n> Ваша встреча\n`,
  "Gmail in Japanese": `${WORDS}\n\n2026年11月24日(火) 8:00 Candor <candor@example.org>:\n\n> 明日の 1:1\n`,
  "Gmail in Chinese": `${WORDS}\n\nCandor <candor@example.org> 于2026年11月24日周二 08:00写道：\n\n> 明天的 1:1\n`,
  "Gmail without marks, as of HTML": `${WORDS}\n\nOn Tue, Nov 24, 2026 at 8:00 AM Candor <candor@example.org> wrote:\nYour 1:1 with Ana\ntomorrow at ten\n`,
  "Proton, right below the last line": `${WORDS.slice(0, -1)}\nOn Tuesday, November 24th, 2026 at 8:00 AM, Candor <candor@example.org> wrote:\n\n> Your 1:1\n`,
  "Apple Mail, above": `${WORDS}\n\n> On 24 Nov 2026, at 08:00, Candor <candor@example.org> wrote:\n> \n> Your 1:1 with Ana\n`,
  "Apple Mail in German": `${WORDS}\n\n> Am 24.11.2026 um 08:00 schrieb Candor <candor@example.org>:\n> \n> Dein 1:1\n`,
  "an iPhone": `${WORDS}\n\nSent from my iPhone\n\n> On 24 Nov 2026, at 08:00, Candor <candor@example.org> wrote:\n> \n> ﻿Your 1:1\n`,
  "an iPhone in German": `${WORDS}\n\nVon meinem iPhone gesendet\n\n> Am 24.11.2026 um 08:00 schrieb Candor <candor@example.org>:\n> \n> Dein 1:1\n`,
  "an iPhone in French": `${WORDS}\n\nEnvoyé de mon iPhone\n\n> Le 24 nov. 2026 à 08:00, Candor <candor@example.org> a écrit :\n> \n> Votre 1:1\n`,
  Outlook: `${WORDS}\n\n________________________________\nFrom: Candor <candor@example.org>\nSent: Tuesday, November 24, 2026 8:00 AM\nTo: Sam Miller <sam@example.org>\nSubject: Your 1:1 with Ana\n\nTomorrow at ten.\n`,
  "Outlook of HTML": `${WORDS}\n\nFrom: Candor <candor@example.org>\n\nSent: Tuesday, November 24, 2026 8:00 AM\n\nTo: Sam Miller <sam@example.org>\n\nSubject: Your 1:1 with Ana\n\nTomorrow at ten.\n`,
  "Outlook in German": `${WORDS}\n\nVon: Candor <candor@example.org>\nGesendet: Dienstag, 24. November 2026 08:00\nAn: Sam Miller\nBetreff: Dein 1:1\n\nMorgen um zehn.\n`,
  "Outlook in French": `${WORDS}\n\nDe : Candor <candor@example.org>\nEnvoyé : mardi 24 novembre 2026 08:00\nÀ : Sam Miller\nObjet : Votre 1:1\n\nDemain à dix heures.\n`,
  "Outlook in Spanish": `${WORDS}\n\nDe: Candor <candor@example.org>\nEnviado el: martes, 24 de noviembre de 2026 8:00\nPara: Sam Miller\nAsunto: Tu 1:1\n\nMañana.\n`,
  "Outlook in Italian": `${WORDS}\n\nDa: Candor <candor@example.org>\nInviato: martedì 24 novembre 2026 08:00\nA: Sam Miller\nOggetto: Il tuo 1:1\n\nDomani.\n`,
  "Outlook in Dutch": `${WORDS}\n\nVan: Candor <candor@example.org>\nVerzonden: dinsdag 24 november 2026 08:00\nAan: Sam Miller\nOnderwerp: Je 1:1\n\nMorgen.\n`,
  "Outlook on a phone": `${WORDS}\n\nGet Outlook for iOS<https://aka.ms/example>\n________________________________\nFrom: Candor <candor@example.org>\nSent: Tuesday, November 24, 2026 8:00:00 AM\nTo: Sam Miller <sam@example.org>\nSubject: Your 1:1 with Ana\n\nTomorrow.\n`,
  "an old Outlook": `${WORDS}\n\n-----Original Message-----\nFrom: Candor [mailto:candor@example.org] \nSent: Tuesday, November 24, 2026 8:00 AM\nTo: Sam Miller\nSubject: Your 1:1\n\nTomorrow at ten.\n`,
  "an old Outlook in German": `${WORDS}\n\n-----Ursprüngliche Nachricht-----\nVon: Candor\nGesendet: Dienstag, 24. November 2026 08:00\nAn: Sam\nBetreff: Dein 1:1\n\nMorgen.\n`,
  "Thunderbird, below": `On 11/24/26 08:00, Candor wrote:\n> Your 1:1 with Ana\n>\n> tomorrow at ten\n\n${WORDS}\n`,
  "Thunderbird in German, below": `Am 24.11.26 um 08:00 schrieb Candor:\n> Dein 1:1 mit Ana\n\n${WORDS}\n\n-- \nSam Miller\nExample Company\n`,
  "Thunderbird, between": `On 11/24/26 08:00, Candor wrote:\n> What is on your mind?\nCan we talk about hiring?\n> Whom do you know?\nI have two names.\n`,
  "a signature": `${WORDS}\n\n-- \nSam Miller\nVice President of Something\n+49 30 1234567\n`,
  "a signature above what is answered": `${WORDS}\n\n-- \nSam Miller\n\nOn Tue, Nov 24, 2026 at 8:00 AM Candor <candor@example.org> wrote:\n\n> Your 1:1\n`,
  "regards and a name": `${WORDS}\n\nBest regards,\nSam\n`,
  "regards, a name and a title": `${WORDS}\n\nKind regards\n\nSam Miller\nExample Company\nTel. 1234\n`,
  "regards in German": `${WORDS}\n\nViele Grüße\nSam\n`,
  "regards in French": `${WORDS}\n\nCordialement,\nSam Miller\n`,
  "regards on one line": `${WORDS}\n\nCheers, Sam\n`,
  "a name alone": `${WORDS}\n\nSam\n`,
  "a dash and a name": `${WORDS}\n\n– Sam\n`,
  "line ends as mail has them": `${WORDS}\n\n-- \nSam`.replaceAll("\n", "\r\n"),
};

describe("of a mail stays what its sender wrote:", () => {
  test.each(Object.entries(SHAPES))("%s", (_shape, text) => {
    const said = ownWords(text, ["Sam Miller"]).replace(/\n+/g, "\n");
    expect(said.replace(/names$/, "names.")).toBe(WORDS);
  });
});

describe("what only looks like it stays:", () => {
  test.each([
    ["a quote in a mail that answers nothing", "> Move fast\n\nI don't think so."],
    ["a line that says From", "From: where do we take the people?\nAsk Ana."],
    ["somebody who wrote", "Ana wrote to me yesterday.\nWhat do I say?"],
    ["what somebody wrote, without a date", "Ana wrote:\nwe are out of budget"],
    ["thanks alone", "Thanks"],
    ["thanks to somebody else", "We should thank\n\nBest,\nof all Ana"],
    [
      "two dashes long before the end",
      `Options\n--\n${Array.from({ length: 20 }, (_, at) => `Option ${at}`).join("\n")}`,
    ],
    ["a name in the middle", "Talk to\nSam\nabout the budget"],
    ["a rule", "One\n__________\nTwo"],
  ])("%s", (_what, text) => expect(ownWords(text, ["Sam Miller"])).toBe(text));
});

test("of a mail that says it is an answer goes what is marked as quoted, whoever is said to have written it", () => {
  const text = `24 Thg 11, Candor viết:\n> Buổi họp\n\n${WORDS}`;
  expect(ownWords(text, [], true)).toBe(`24 Thg 11, Candor viết:\n\n${WORDS}`);
  expect(ownWords(text)).toBe(text);
});

test("a mail that only answers says nothing", () => {
  expect(ownWords("On Tue, Nov 24, 2026 at 8:00 AM Candor <c@example.org> wrote:\n\n> Your 1:1\n")).toBe("");
});

test("whatever comes, it takes no longer than the text is long, and nothing is made up", () => {
  const part = fc.constantFrom(
    ...Object.values(SHAPES),
    "> x\n",
    "wrote:\n",
    "<",
    "@:",
    "From: a\nTo: b\n",
    "\n\n",
    "-- \n",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(part, fc.string({ unit: "grapheme" })), { maxLength: 30 }), (parts) => {
      const text = parts.join("");
      const lines = new Set(
        text
          .replace(/\r\n?/g, "\n")
          .split("\n")
          .map((line) => line.replace(/\s|[\u200b-\ufeff]/g, "")),
      );
      for (const line of ownWords(text, ["Sam"]).split("\n"))
        expect(line === "" || lines.has(line.replace(/\s|[\u200b-\ufeff]/g, ""))).toBe(true);
    }),
    { seed: 9, numRuns: 300 },
  );
});

test("a megabyte of what nearly is such a line is read at once", () => {
  for (const piece of ["On 1 @ ", "wrote\n", "From: a\n", "> ", "a <b@c\n", "-", "Thanks, a, "]) {
    const start = performance.now();
    ownWords(piece.repeat(Math.ceil(1_000_000 / piece.length)), ["Sam"]);
    expect(performance.now() - start).toBeLessThan(5000);
  }
});
