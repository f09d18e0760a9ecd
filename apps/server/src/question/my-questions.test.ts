import { seededRandom } from "@candor/fixtures/random.ts";
import type { MyQuestions } from "@candor/protocol/http/question.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { claimAccount } from "../people/claim-account.ts";
import { openApp, problemOf, shareDatabase, type Visitor } from "../people/testing/open-app.ts";
import { MAX_OWN_QUESTIONS, MAX_QUESTION_MARKS } from "./my-questions.ts";

const QUESTION = { text: "What would you drop?", occasion: "big_picture", asks: "direct", depth: "deep" };
const NOTHING: MyQuestions = { own: [], hidden: [], favourites: [] };

describeEachEngine("questions of one's own", (engine) => {
  const shared = shareDatabase(engine);

  test("a question is there until it is taken away, as it was last saved", async () => {
    const ana = await openApp(shared()).person();
    expect((await save(ana, "q1")).status).toBe(204);
    expect((await save(ana, "q1", { ...QUESTION, text: "What would you keep?" })).status).toBe(204);
    expect(await mine(ana)).toEqual({ ...NOTHING, own: [{ ...QUESTION, id: "q1", text: "What would you keep?" }] });
    expect((await remove(ana, "q1")).status).toBe(204);
    expect((await remove(ana, "q1")).status).toBe(204);
    expect(await mine(ana)).toEqual(NOTHING);
  });

  test("questions stand in the order in which they were added, whichever is changed", async () => {
    const { person, passDays } = openApp(shared());
    const ana = await person();
    for (const id of ["q9", "q1", "q5", "q9"]) {
      await save(ana, id);
      passDays(1);
    }
    expect((await mine(ana)).own.map(({ id }) => id)).toEqual(["q9", "q1", "q5"]);
  });

  test("hiding leaves a favourite one, and the other way round", async () => {
    const ana = await openApp(shared()).person();
    await mark(ana, "big-mission", { favourite: true });
    await mark(ana, "big-mission", { hidden: true });
    await mark(ana, "going-well", { hidden: true });
    expect(await mine(ana)).toEqual({ ...NOTHING, hidden: ["big-mission", "going-well"], favourites: ["big-mission"] });
    await mark(ana, "big-mission", { hidden: false });
    await mark(ana, "going-well", { hidden: false, favourite: false });
    await mark(ana, "career-pull", { hidden: false });
    await mark(ana, "career-pull", {});
    await mark(ana, "big-mission", {});
    expect(await mine(ana)).toEqual({ ...NOTHING, favourites: ["big-mission"] });
  });

  test("a question goes with its marks, and marks of the bank stay", async () => {
    const ana = await openApp(shared()).person();
    await save(ana, "q1");
    await mark(ana, "q1", { favourite: true });
    await mark(ana, "career-pull", { favourite: true });
    await remove(ana, "q1");
    await remove(ana, "career-pull");
    expect(await mine(ana)).toEqual({ ...NOTHING, favourites: ["career-pull"] });
  });

  test("nobody sees or changes those of another", async () => {
    const { person, stranger } = openApp(shared());
    const [ana, eve, nobody] = [await person(), await person(), stranger()];
    await save(ana, "q1");
    await mark(ana, "q1", { favourite: true });
    await save(eve, "q1", { ...QUESTION, text: "Mine?" });
    await mark(eve, "q1", { hidden: true });
    await remove(eve, "q1");
    for (const answer of [await nobody.get("/api/me/questions"), await save(nobody, "q1"), await remove(nobody, "q1")])
      expect(problemOf(answer)).toBe("signed_out");
    expect(await mine(ana)).toEqual({ own: [{ ...QUESTION, id: "q1" }], hidden: [], favourites: ["q1"] });
    expect(await mine(eve)).toEqual(NOTHING);
  });

  test.each([
    ["no words", { ...QUESTION, text: "  " }],
    ["too many words", { ...QUESTION, text: "x".repeat(301) }],
    ["a line break", { ...QUESTION, text: "What\nnow?" }],
    ["text that turns its surroundings", { ...QUESTION, text: "What \u202Enow?" }],
    ["no text", { occasion: "first", asks: "either", depth: "light" }],
    ["a number for a text", { ...QUESTION, text: 1 }],
    ["an unknown occasion", { ...QUESTION, occasion: "constructor" }],
    ["an unknown side", { ...QUESTION, asks: "hr" }],
    ["an unknown depth", { ...QUESTION, depth: "__proto__" }],
    ["more than is asked for", { ...QUESTION, user_id: "somebody" }],
    ["no object", [QUESTION]],
  ])("a question with %s is refused", async (_what, question) => {
    const ana = await openApp(shared()).person();
    const answer = await save(ana, "q1", question);
    expect([answer.status, problemOf(answer)]).toEqual([400, "invalid"]);
    expect(await mine(ana)).toEqual(NOTHING);
  });

  test.each([
    ["a word", { hidden: "yes" }],
    ["a number", { favourite: 1 }],
    ["null", { hidden: null }],
    ["an unknown mark", { hidden: true, shared: true }],
    ["no object", true],
  ])("a mark with %s is refused", async (_what, wanted) => {
    const ana = await openApp(shared()).person();
    expect(problemOf(await mark(ana, "q1", wanted))).toBe("invalid");
    expect(await mine(ana)).toEqual(NOTHING);
  });

  test.each(["__proto__", "q".repeat(41), "-q", "q%20q", "%00", "q'--", "q%2Fq"])(
    "a question called %s is none",
    async (id) => {
      const ana = await openApp(shared()).person();
      expect((await save(ana, id)).status).toBe(400);
      expect((await mark(ana, id, { hidden: true })).status).toBe(400);
      expect((await remove(ana, id)).status).toBe(404);
      expect(await mine(ana)).toEqual(NOTHING);
    },
  );

  test("quotes, placeholders and names of objects stay what they are", async () => {
    const ana = await openApp(shared()).person();
    const text = `Robert'); drop table own_question;-- "$1" ? \\ \u{1F600}`;
    await save(ana, "constructor", { ...QUESTION, text });
    expect((await mine(ana)).own).toEqual([{ ...QUESTION, id: "constructor", text }]);
  });

  test("a person has a last question and a last mark, and can change what is there", async () => {
    const { db } = shared();
    const ana = await openApp(shared()).person();
    const user_id = await idOf(ana);
    const saved_at = "2026-11-24T09:00:00.000Z";
    for (let from = 0; from < MAX_QUESTION_MARKS; from += 1000) {
      const ids = Array.from({ length: 1000 }, (_, at) => `q${from + at}`);
      await db
        .insertInto("question_mark")
        .values(ids.map((question) => ({ user_id, question, hidden: 1, favourite: 0 })))
        .execute();
      if (from >= MAX_OWN_QUESTIONS) continue;
      await db
        .insertInto("own_question")
        .values(ids.map((id) => ({ ...QUESTION, user_id, id, added_at: saved_at, saved_at })))
        .execute();
    }
    expect(problemOf(await save(ana, "one-more"))).toBe("too_many_questions");
    expect(problemOf(await mark(ana, "one-more", { hidden: true }))).toBe("too_many_marks");
    expect((await save(ana, "q7")).status).toBe(204);
    expect((await mark(ana, "q7", { favourite: true })).status).toBe(204);
    await remove(ana, "q7");
    expect((await save(ana, "one-more")).status).toBe(204);
    expect((await mark(ana, "one-more", { hidden: true })).status).toBe(204);
  });

  test("one question sent many times at once is one", async () => {
    const ana = await openApp(shared()).person();
    const sent = await Promise.all([1, 2, 3, 4].flatMap(() => [save(ana, "q1"), mark(ana, "q1", { hidden: true })]));
    expect(sent.map(({ status }) => status)).toEqual(sent.map(() => 204));
    expect(await mine(ana)).toEqual({ own: [{ ...QUESTION, id: "q1" }], hidden: ["q1"], favourites: [] });
  });

  test.each([1, 2, 3, 4, 5, 6])("whoever claims an account loses no question and no mark (seed %i)", async (seed) => {
    const random = seededRandom(seed);
    const { person, passDays } = openApp(shared());
    const [before, account] = [await person(), await person()];
    const last = new Map<string, string>(); // the wording saved last, by question
    for (let step = 0; step < 30; step += 1) {
      const [who, id] = [random.pick([before, account]), `q${random.whole(8)}`];
      if (random.chance(0.2)) passDays(1);
      if (random.chance(0.5)) {
        // Two saved at one and the same moment are equals: give each a moment of its own.
        passDays(0.001);
        last.set(id, `Wording ${step}?`);
        await save(who, id, { ...QUESTION, text: `Wording ${step}?` });
      } else await mark(who, id, { [random.pick(["hidden", "favourite"])]: random.chance(0.8) });
    }
    const [theirs, own] = [await mine(before), await mine(account)];

    await claimAccount(shared().db, await idOf(before), await idOf(account));

    const joined = await mine(account);
    expect(new Map(joined.own.map(({ id, text }) => [id, text]))).toEqual(last);
    for (const marks of ["hidden", "favourites"] as const)
      expect(new Set(joined[marks])).toEqual(new Set([...theirs[marks], ...own[marks]]));
    expect(await mine(before)).toEqual(NOTHING);
    await claimAccount(shared().db, await idOf(before), await idOf(account));
    expect(await mine(account)).toEqual(joined);
  });
});

function save(who: Visitor, id: string, question: unknown = QUESTION) {
  return who.put(`/api/me/questions/own/${id}`, question);
}

function remove(who: Visitor, id: string) {
  return who.delete(`/api/me/questions/own/${id}`);
}

function mark(who: Visitor, id: string, marks: unknown) {
  return who.put(`/api/me/questions/marks/${id}`, marks);
}

async function mine(who: Visitor): Promise<MyQuestions> {
  return (await who.get("/api/me/questions")).body as MyQuestions;
}

async function idOf(visitor: Visitor): Promise<string> {
  return ((await visitor.get("/api/me")).body as { userId: string }).userId;
}
