import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CHANNEL_KINDS, isHostOf } from "./channel.ts";
import { defuseMentions } from "./defuse-mentions.ts";
import { judgeDelivery } from "./judge-delivery.ts";
import { mayAnnounce } from "./may-announce.ts";
import { type Announcement, renderAnnouncement } from "./render-announcement.ts";

const mission: Announcement = {
  title: "Why we are here",
  text: "So that shops never run dry.\n\n*Read* it by <Friday> & ask.",
  link: "https://candor.example.org/artifacts/1",
  from: "Ana",
  workspace: "Acme",
};

/** The most that any receiver may make of a text before it looks for mentions. */
function unpack(text: string): string {
  let before = "";
  let now = text;
  for (let times = 0; times < 6 && now !== before; times += 1) {
    before = now;
    now = now
      .replace(/&amp;?/gi, "&")
      .replace(/&(?:lt|#0*60|#x0*3c);?/gi, "<")
      .replace(/&(?:gt|#0*62|#x0*3e);?/gi, ">")
      .replace(/&(?:commat|#0*64|#x0*40);?/gi, "@")
      .replace(/&(?:excl|#0*33|#x0*21);?/gi, "!");
  }
  return now
    .replace(/\p{Cf}|\u034f|[\u115f\u1160\u3164\uffa0\u2800]|[\ufe00-\ufe0f]/gu, "")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "");
}

const CALLS = /@(?:channel|here|everyone|all)(?![\p{L}\p{N}])|<[!@#]|<\/?at\b/iu;

describe("an announcement calls nobody", () => {
  test.each([
    "@channel",
    "@here, look",
    "(@everyone)",
    "x@everyone",
    "<!channel>",
    "<!here|here>",
    "<!subteam^S1|team>",
    "<@U123>",
    "<@&998>",
    "<#C1>",
    "<at>everyone</at>",
    "< at >Ana</ at >",
    "&lt;!channel&gt;",
    "&amp;lt;!channel&amp;gt;",
    "&#64;everyone",
    "&#x40;everyone",
    "&commat;here",
    "<&#33;here>",
    "@\u200beveryone",
    "@\u00adeveryone",
    "@\u2060here",
    "@\ufe0feveryone",
    "@ever\u200byone",
    "<\u200b!here>",
    "\uff20everyone",
    "\ufe6bhere",
    "@\uff45veryone",
    "@\u{1d404}veryone",
    "@e\u0301veryone",
    "@\u0301everyone",
    "@\u202eeveryone",
    "@\u{e0065}everyone",
    "@\u3164everyone",
  ])("not by %j", (text) => {
    expect(unpack(defuseMentions(text))).not.toMatch(CALLS);
  });

  test("not by any that is put together of such parts, on any way out", () => {
    const parts = ["@", "<", "!", "&lt;", "&#64;", "&amp;", "\u200b", "\u2060", "\u00ad", "\u0301", "\ufe0f", "\uff20"];
    const words = ["everyone", "here", "channel", "at", ">", " ", "x", "/", "\n", "U12", "\u{1f469}\u200d\u{1f4bb}"];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts, ...words), { maxLength: 14 }), (pieces) => {
        const text = pieces.join("");
        for (const kind of CHANNEL_KINDS) {
          const { shown } = renderAnnouncement(kind, { ...mission, title: text, text, from: text });
          for (const said of [shown.title, ...shown.lines, shown.foot]) expect(unpack(said)).not.toMatch(CALLS);
        }
      }),
      { numRuns: 3000, seed: 8 },
    );
  });

  test("and what is no mention stays as it was typed", () => {
    for (const text of ["ana@example.org", "a < b", "5 @ 3", "👩‍💻 ❤️ fine", "نمی‌خواهم", "R&D <3", "1 < 2 && x"])
      expect(defuseMentions(text)).toBe(text);
    expect(defuseMentions("ask @ana or @channel")).toBe("ask @ ana or @ channel");
  });
});

describe("what is previewed is what a receiver shows", () => {
  const lines = ["So that shops never run dry.", "", "*Read* it by < Friday> & ask."];
  const { shown } = renderAnnouncement("slack", mission);

  test("the same words everywhere", () => {
    for (const kind of CHANNEL_KINDS) expect(renderAnnouncement(kind, mission).shown).toEqual(shown);
    expect(shown).toEqual({
      ...{ title: "Why we are here", lines, foot: "Ana, Acme, through Candor" },
      link: { text: "Read it", address: "https://candor.example.org/artifacts/1" },
    });
  });

  test("in Slack, whose rich text is letters and whose notices read entities", () => {
    const { blocks, text } = JSON.parse(renderAnnouncement("slack", { ...mission, title: "R&D <now>" }).body);
    const [title, said, link] = blocks[0].elements[0].elements;
    expect([title.text, said.text, link.url]).toEqual(["R&D < now>", `\n${lines.join("\n")}\n`, mission.link]);
    expect(text).toBe("R&amp;D &lt; now&gt;");
  });

  test("in Discord, which reads Markdown and may call nobody", () => {
    const { embeds, allowed_mentions } = JSON.parse(renderAnnouncement("discord", mission).body);
    expect(allowed_mentions).toEqual({ parse: [] });
    const read = (text: string) => text.replace(/\\([^\p{L}\p{N}])/gu, "$1");
    expect(read(embeds[0].description)).toBe(`${lines.join("\n")}\n\n[Read it](${mission.link})`);
    expect(embeds[0].description).not.toMatch(/(?<!\\)[*_~`>#<]/);
  });

  test("in Teams, whose card lists nobody whom it mentions", () => {
    const { content } = JSON.parse(renderAnnouncement("teams", mission).body).attachments[0];
    const said = content.body.map(({ inlines }: { inlines: { text: string }[] }) => inlines[0]?.text);
    expect(said).toEqual(["Why we are here", lines[0], " ", lines[2], "Ana, Acme, through Candor"]);
    expect(content.msteams).toBeUndefined();
  });

  test("and what is too long for one of them is said beforehand", () => {
    const long = { ...mission, text: "*".repeat(3000) };
    expect(renderAnnouncement("discord", long).fits).toBe(false);
    expect(renderAnnouncement("slack", long).fits).toBe(true);
    expect(renderAnnouncement("teams", { ...mission, text: "\n".repeat(2900) }).fits).toBe(false);
  });
});

describe("what comes of a try", () => {
  const answered = (status: number, retryAfterMilliseconds: number | null = null) => ({
    ...{ type: "answered" as const, status, retryAfterMilliseconds },
  });
  const lost = { type: "unanswered", mayHaveArrived: true } as const;

  test("what a receiver says it did not take is sent again, and not before it wants it", () => {
    for (const kind of CHANNEL_KINDS) {
      expect(judgeDelivery(kind, answered(429, 90_000), 1)).toMatchObject({ type: "again", waitMilliseconds: 90_000 });
      expect(judgeDelivery(kind, answered(503), 2)).toMatchObject({ type: "again", waitMilliseconds: 15_000 });
      expect(judgeDelivery(kind, { type: "unanswered", mayHaveArrived: false }, 1)).toMatchObject({ type: "again" });
    }
  });

  test("what it may have taken is sent again only where it knows it for the same", () => {
    for (const outcome of [lost, answered(502), answered(500), { type: "cut_off" } as const]) {
      for (const kind of ["slack", "discord", "teams"] as const)
        expect(judgeDelivery(kind, outcome, 1).type).toBe("unsure");
      for (const kind of ["mail", "webhook"] as const) expect(judgeDelivery(kind, outcome, 1).type).toBe("again");
    }
  });

  test("what it will never take is not tried again, and neither is anything for ever", () => {
    for (const status of [301, 400, 401, 403, 404, 410, 413])
      expect(judgeDelivery("slack", answered(status), 1).type).toBe("failed");
    expect(judgeDelivery("webhook", answered(503), 12)).toEqual({ type: "failed", why: "busy" });
  });
});

test("a webhook of a chat lives at the chat's own hosts", () => {
  expect(isHostOf("slack", "hooks.slack.com")).toBe(true);
  expect(isHostOf("slack", "hooks.slack.com.evil.example")).toBe(false);
  expect(isHostOf("teams", "acme.webhook.office.com")).toBe(true);
  expect(isHostOf("teams", "evilwebhook.office.com")).toBe(false);
  expect(isHostOf("discord", "evil.example")).toBe(false);
  expect(isHostOf("webhook", "example.org")).toBe(true);
});

test("what is published and agreed on is announced by those who write it", () => {
  const ready = { audience: "workspace", waiting: 0 } as const;
  expect(mayAnnounce("writer", ready).type).toBe("allowed");
  expect(mayAnnounce("reader", ready)).toMatchObject({ why: "readers_read" });
  expect(mayAnnounce(null, ready)).toMatchObject({ why: "not_yours" });
  expect(mayAnnounce("owner", { ...ready, audience: "people" })).toMatchObject({ why: "not_published" });
  expect(mayAnnounce("owner", { ...ready, waiting: 1 })).toMatchObject({ why: "not_agreed" });
});
