import { type Id, idFromRandom } from "@candor/core/id.ts";
import { ASKERS, DEPTHS, OCCASIONS, type Question } from "@candor/core/question/question.ts";
import type * as wire from "@candor/protocol/http/question.ts";
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { TabEnvironment } from "../offline/tab-environment.ts";
import { callApi } from "./api-client.ts";
import type { PersonalEdit, PersonalOutbox, PersonalParts } from "./personal-outbox.ts";

export type OwnQuestion = Pick<Question, "id" | "text" | "occasion" | "asks" | "depth">;

export type MyQuestions = { own: OwnQuestion[]; hidden: readonly Id[]; favourites: readonly Id[] };

const KEY = "questions";
const OWN = "/api/me/questions/own/";
const MARKS = "/api/me/questions/marks/";
const NONE: wire.MyQuestions = { own: [], hidden: [], favourites: [] };

/** Questions of my own, and which I hid or marked as favourites; read when something begins to show them. */
export class QuestionRecords {
  readonly mine: ReadonlySignal<MyQuestions>;
  /** as the server last gave it */
  private readonly known = signal<wire.MyQuestions>(NONE);
  private readonly environment: TabEnvironment;
  private readonly parts: PersonalParts;
  private readonly outbox: PersonalOutbox;
  private isShown = false;
  /** edits that the server took, or lists that it gave: a list asked for before the last of them is too old */
  private news = 0;

  constructor(environment: TabEnvironment, parts: PersonalParts, outbox: PersonalOutbox) {
    this.environment = environment;
    this.parts = parts;
    this.outbox = outbox;
    this.mine = computed(() => questionsOf(outbox.waiting.value.reduce(applyEdit, this.known.value)), {
      watched: () => {
        this.isShown = true;
        void this.refresh();
      },
      unwatched: () => {
        this.isShown = false;
      },
    });
    void this.readKept();
    environment.onWake(() => {
      if (this.isShown) void this.refresh();
    });
  }

  /** @returns the id: a new one where none was given. */
  save({ id = idFromRandom(this.environment.random(16)), ...question }: Omit<OwnQuestion, "id"> & { id?: Id }): Id {
    const { text, occasion, asks, depth } = question;
    const body: wire.SaveOwnQuestion = { text: text.trim(), occasion, asks, depth };
    void this.outbox.add({ method: "PUT", path: OWN + id, body, pair: null });
    return id;
  }

  remove(id: Id): void {
    void this.outbox.add({ method: "DELETE", path: OWN + id, body: null, pair: null });
  }

  mark(id: Id, mark: wire.MarkQuestion): void {
    void this.outbox.add({ method: "PUT", path: MARKS + id, body: mark, pair: null });
  }

  /** Never rejects. */
  async refresh(): Promise<void> {
    const { people, fetch } = this.parts;
    await people.loaded;
    if (people.me.peek() === null || people.isSignedOut.peek()) return;
    const before = this.news;
    const result = await callApi<wire.MyQuestions>(fetch, { method: "GET", path: "/api/me/questions" });
    if (result.type !== "ok") return;
    if (before === this.news) await this.take(result.value);
    else await this.refresh();
  }

  /** The server has taken an edit. */
  settle(edit: PersonalEdit): void {
    if (isQuestionPath(edit.path)) void this.take(applyEdit(this.known.peek(), edit));
  }

  private async take(questions: wire.MyQuestions): Promise<void> {
    this.news += 1;
    this.known.value = questions;
    try {
      await (await this.parts.store)?.writePeople(KEY, questions);
    } catch (fault) {
      this.environment.report(fault, "keeping questions on this device");
    }
  }

  /** Takes over what this device has: an earlier visit left it, or another tab. Never rejects. */
  async readKept(): Promise<void> {
    try {
      const before = this.news;
      const kept = (await (await this.parts.store)?.readPeople())?.get(KEY);
      if (isQuestions(kept) && this.news === before) this.known.value = kept;
    } catch (fault) {
      this.environment.report(fault, "reading questions from this device");
    }
  }
}

function applyEdit(questions: wire.MyQuestions, { method, path, body }: PersonalEdit): wire.MyQuestions {
  if (path.startsWith(OWN)) {
    const id = path.slice(OWN.length);
    const question = { ...(body as wire.SaveOwnQuestion), id };
    if (method === "DELETE") {
      const { hidden, favourites } = questions;
      return { own: questions.own.filter((each) => each.id !== id), ...without(id, { hidden, favourites }) };
    }
    const isKnown = questions.own.some((each) => each.id === id);
    const own = isKnown
      ? questions.own.map((each) => (each.id === id ? question : each))
      : [...questions.own, question];
    return { ...questions, own };
  }
  if (!path.startsWith(MARKS)) return questions;
  const id = path.slice(MARKS.length);
  const { hidden, favourite } = body as wire.MarkQuestion;
  return {
    ...questions,
    hidden: marked(questions.hidden, id, hidden),
    favourites: marked(questions.favourites, id, favourite),
  };
}

/** A broken store may give back anything. */
function isQuestions(kept: unknown): kept is wire.MyQuestions {
  const { own, hidden, favourites } = (kept ?? {}) as wire.MyQuestions;
  return [own, hidden, favourites].every(Array.isArray);
}

function isQuestionPath(path: string): boolean {
  return path.startsWith(OWN) || path.startsWith(MARKS);
}

function without(id: Id, marks: Pick<wire.MyQuestions, "hidden" | "favourites">) {
  return { hidden: marked(marks.hidden, id, false), favourites: marked(marks.favourites, id, false) };
}

function marked(ids: string[], id: string, on: boolean | undefined): string[] {
  if (on === undefined || ids.includes(id) === on) return ids;
  return on ? [...ids, id] : ids.filter((each) => each !== id);
}

/** Leaves out what a newer version wrote and this one has no words for. */
function questionsOf({ own, hidden, favourites }: wire.MyQuestions): MyQuestions {
  return { own: own.filter(isOwnQuestion), hidden, favourites };
}

function isOwnQuestion(question: wire.OwnQuestion): question is OwnQuestion {
  const { occasion, asks, depth } = question;
  return isOneOf(OCCASIONS, occasion) && isOneOf(ASKERS, asks) && isOneOf(DEPTHS, depth);
}

function isOneOf(words: readonly string[], word: string): boolean {
  return words.includes(word);
}
