import fc from "fast-check";
import { expect, test } from "vitest";
import { htmlToText } from "./html-to-text.ts";
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
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 200 }), (pieces) => typeof htmlToText(pieces.join("")) === "string"),
    { seed: 4, numRuns: 300 },
  );
  for (const piece of ["<div ", "<p a='", "<!--", "<script>", "&#", "<blockquote>", '<a b="', "<![", "<?"]) {
    const start = performance.now();
    htmlToText(piece.repeat(Math.ceil(1_000_000 / piece.length)));
    expect([piece, performance.now() - start < 5000]).toEqual([piece, true]);
  }
});
