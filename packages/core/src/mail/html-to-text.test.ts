import fc from "fast-check";
import { expect, test } from "vitest";
import { htmlToText } from "./html-to-text.ts";
import { kindOfMail, mailTopic } from "./mail-topic.ts";
import { ownWords } from "./own-words.ts";

const HEAD = "<html><head><style>p{color:red}</style><title>x</title></head><body>";

test.each([
  [
    "Gmail",
    `<div dir="ltr">Hiring &amp; firing<div>Two names.</div></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Tue, Nov 24, 2026 at 8:00 AM Candor &lt;<a href="mailto:c@example.org">c@example.org</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0"><p>Your 1:1</p></blockquote></div>`,
  ],
  [
    "Outlook",
    `${HEAD}<div class="WordSection1"><p class="MsoNormal">Hiring &amp; firing<o:p></o:p></p><p class="MsoNormal">Two names.</p><div style="border-top:solid #E1E1E1 1.0pt"><p><b>From:</b> Candor &lt;c@example.org&gt; <br><b>Sent:</b> Tuesday, November 24, 2026 8:00 AM<br><b>To:</b> Sam<br><b>Subject:</b> Your 1:1</p></div><p>Tomorrow.</p></div></body></html>`,
  ],
  [
    "Apple Mail",
    `${HEAD}<div>Hiring &amp; firing</div><div>Two names.</div><div><br><blockquote type="cite"><div>On 24 Nov 2026, at 08:00, Candor &lt;c@example.org&gt; wrote:</div><br><div>Your 1:1</div></blockquote></div></body></html>`,
  ],
])("of HTML by %s stays what was written", (_program, html) => {
  expect(ownWords(htmlToText(html)).replace(/\n+/g, "\n")).toBe("Hiring & firing\nTwo names.");
});

const QUOTED = "<p>Bugünkü görüşme</p><p>Saat onda.</p>";
const WORDS = "<div>Hiring &amp; firing</div><div>Two names.</div>";

/** Answers by programs that speak a language whose words for "wrote" and "from" nobody told us. */
const ANSWERS: Readonly<Record<string, string>> = {
  Gmail: `<div dir="ltr">${WORDS}<br clear="all"><div><br></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature"><div dir="ltr"><b>Sam Miller</b><div>Vice President, <a href="https://example.org">Example</a></div></div></div></div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">Candor &lt;<a href="mailto:c@example.org">c@example.org</a>&gt;, 24 Thg 11 2026, 08:00 viết:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid">${QUOTED}</blockquote></div>`,
  "Gmail, answered between": `<div dir="ltr"><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Candor, 24 Thg 11, viết:<br></div><blockquote class="gmail_quote">${QUOTED}</blockquote><div>Hiring &amp; firing</div><blockquote class="gmail_quote">${QUOTED}</blockquote><div>Two names.</div></div></div>`,
  "Outlook on the web": `${HEAD}<div class="elementToProof">${WORDS}</div><div id="Signature" class="elementToProof"><p>Sam Miller</p><div>Example Company</div></div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" color="#000000"><b>Gönderen:</b> Candor<br><b>Tarih:</b> 24 Kasım</font></div>${QUOTED}</body></html>`,
  "Outlook on a desk": `${HEAD}<div class="WordSection1"><p class="MsoNormal">Hiring &amp; firing<o:p></o:p></p><p class=MsoNormal>Two names.<o:p></o:p></p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>Gönderen:</b> Candor &lt;c@example.org&gt; <br><b>Gönderme tarihi:</b> 24 Kasım 2026 Salı 08:00<br><b>Kime:</b> Sam<br><b>Konu:</b> 1:1</p></div></div>${QUOTED}</div></body></html>`,
  "Outlook on a phone": `${HEAD}${WORDS}<div><br></div><div class="ms-outlook-mobile-signature">Outlook'u <a href="https://aka.ms/example">edinin</a></div><div id="mail-editor-reference-message-container"><div><b>Gönderen:</b> Candor</div>${QUOTED}</div></body></html>`,
  "Outlook, of what another Outlook had quoted": `${HEAD}${WORDS}<div id="x_divRplyFwdMsg"><b>Gönderen:</b> Candor</div>${QUOTED}</body></html>`,
  "Apple Mail": `${HEAD}${WORDS}<div><br><blockquote type="cite"><div>24 Kas 2026 08:00 tarihinde Candor şunu dedi:</div><br class="Apple-interchange-newline"><div>${QUOTED}</div></blockquote></div><br></body></html>`,
  Thunderbird: `${HEAD}<div class="moz-cite-prefix">24.11.2026 08:00 tarihinde Candor:<br></div><blockquote type="cite" cite="mid:1@example.org">${QUOTED}</blockquote><p>Hiring &amp; firing</p><p>Two names.</p><pre class="moz-signature" cols="72">-- \nSam Miller\nExample</pre></body></html>`,
  Yahoo: `<div class="ydp1">${WORDS}</div><div id="ydp2yahoo_quoted_1" class="ydp2yahoo_quoted yahoo_quoted"><div>24 Kasım, Candor dedi:</div><div>${QUOTED}</div></div>`,
  Proton: `${WORDS}<div class="protonmail_signature_block"><div class="protonmail_signature_block-user">Sam Miller<br>Example</div></div><div class="protonmail_quote">On Tuesday, November 24th, 2026 at 8:00 AM, Candor &lt;c@example.org&gt; wrote:<br><blockquote class="protonmail_quote" type="cite">${QUOTED}</blockquote></div>`,
};

test.each(Object.entries(ANSWERS))(
  "of an answer in HTML alone stays what was written, in any language: %s",
  (_by, html) => {
    const topic = mailTopic({ subject: "Re: 1:1", text: htmlToText(html, "answer"), names: [], isAnswer: true });
    expect([topic?.title, topic?.notes]).toEqual(["Hiring & firing", "Two names."]);
  },
);

test("a new mail loses its signature and nothing else, though it quotes and draws lines", () => {
  const html = `<p>Decide this:</p><blockquote type="cite">Move fast</blockquote><div style="border-top:solid 1px"><p>For: Ana</p><p>Against: Ben</p><p>Open: Lee</p></div><div class="gmail_signature">Sam</div>`;
  expect(htmlToText(html)).toBe("Decide this:\n\n> Move fast\n\nFor: Ana\n\nAgainst: Ben\n\nOpen: Lee");
});

test("an answer keeps what stands below a line that somebody drew", () => {
  const html = `<p>Yes.</p><div style="border-top:solid #E1E1E1 1.0pt"><p>Note: I ask Ana.</p></div><p>Later more.</p>`;
  expect(htmlToText(html, "answer")).toBe("Yes.\n\nNote: I ask Ana.\n\nLater more.");
});

test("what is passed on comes whole", () => {
  const html = `<div>Worth a talk?</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: Lee</div><div>Two offers.</div><div class="gmail_signature">Lee</div></div>`;
  expect(htmlToText(html, kindOfMail("Fwd: Offers", true))).toBe(
    "Worth a talk?\n---------- Forwarded message ---------\nFrom: Lee\nTwo offers.\nLee",
  );
});

test("lists stay lists, and what is hidden stays hidden", () => {
  expect(htmlToText("<ul><li>one<li>two</ul><script>alert(1)</script><!-- no -->&#8364;&#x41;&#0;&nope;")).toBe(
    "- one\n- two\n€A&nope;",
  );
});

test("whatever comes, it ends", () => {
  const piece = fc.constantFrom(
    "<",
    "<div",
    ">",
    "</div>",
    "<blockquote>",
    "'",
    '"',
    "&#",
    "<!--",
    "a",
    "<p ",
    "<script>",
    "<div class=gmail_signature>",
    "<div id='divRplyFwdMsg'>",
    '<div style="border-top:solid">From: a<br>To: b<br>Re: c',
    "<div class=yahoo_quoted>",
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 200 }),
      (pieces) => typeof htmlToText(pieces.join(""), "answer") === "string",
    ),
    { seed: 4, numRuns: 300 },
  );
  for (const piece of [
    "<div ",
    "<p a='",
    "<!--",
    "<script>",
    "&#",
    "<blockquote>",
    '<a b="',
    "<![",
    "<?",
    '<div style="border-top:solid">',
    "<div class=yahoo_quoted>",
    '<div class="',
  ]) {
    const start = performance.now();
    htmlToText(piece.repeat(Math.ceil(1_000_000 / piece.length)), "answer");
    expect([piece, performance.now() - start < 5000]).toEqual([piece, true]);
  }
});
