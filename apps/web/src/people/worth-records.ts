import type { MeetingWorth, Worth } from "@candor/protocol/http/meeting.ts";
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { TabEnvironment } from "../offline/tab-environment.ts";
import { callApi } from "./api-client.ts";
import type { PersonalEdit, PersonalOutbox, PersonalParts } from "./personal-outbox.ts";

export type MeetingAnswers = {
  mine: Worth | null;
  /** null: not given, or mine is not */
  theirs: Worth | null;
};

/** By meeting; one that I have not answered for is not there. */
export type AnswersByMeeting = Readonly<Record<string, MeetingAnswers>>;

type Pair = {
  /** as the server last gave it */
  known: Signal<readonly MeetingWorth[]>;
  shown: ReadonlySignal<AnswersByMeeting>;
  isShown: boolean;
  /** answers that the server took, or lists that it gave: a list asked for before the last of them is too old */
  news: number;
  /** until when the other's answer is looked out for; by the tab's clock */
  lookUntil: number;
  stopLooking: (() => void) | null;
};

const LOOK_EVERY_MS = 4000;
const LOOK_FOR_MS = 15 * 60_000; // two people who end a meeting answer within minutes; later ones show at the next opening

/**
 * *Worth the time?*, as this device knows it. A pair's answers are read when something begins to show them and when the
 * tab is looked at again. After an answer of mine the other's is looked out for, while it is shown and for a quarter of
 * an hour: the page's socket carries the page alone, and the other's answer is none of the page.
 */
export class WorthRecords {
  private readonly byPair = new Map<string, Pair>();
  private readonly environment: TabEnvironment;
  private readonly parts: PersonalParts;
  private readonly outbox: PersonalOutbox;

  constructor(environment: TabEnvironment, parts: PersonalParts, outbox: PersonalOutbox) {
    this.environment = environment;
    this.parts = parts;
    this.outbox = outbox;
    environment.onWake(() => {
      for (const [pairId, { isShown }] of this.byPair) if (isShown) void this.refresh(pairId);
    });
  }

  of(pairId: string): ReadonlySignal<AnswersByMeeting> {
    return this.pair(pairId).shown;
  }

  say(pairId: string, meeting: string, worth: Worth): void {
    void this.outbox.add({ method: "PUT", path: pathOf(pairId, meeting), body: { worth }, pair: pairId });
    this.pair(pairId).lookUntil = this.environment.clock() + LOOK_FOR_MS;
    this.look(pairId);
  }

  /** Brings a pair's answers up to date; never rejects. */
  async refresh(pairId: string): Promise<void> {
    const { people, fetch } = this.parts;
    await people.loaded;
    if (people.me.peek() === null || people.isSignedOut.peek() || people.standingOf(pairId) !== "shared") return;
    const pair = this.pair(pairId);
    const before = pair.news;
    const result = await callApi<MeetingWorth[]>(fetch, { method: "GET", path: `/api/pairs/${pairId}/worth` });
    if (result.type !== "ok") return;
    if (before === pair.news) await this.take(pairId, result.value);
    else await this.refresh(pairId);
  }

  /** The server has taken an edit, and answered so. */
  settle({ path, pair: pairId }: PersonalEdit, answer: unknown): void {
    if (pairId === null || meetingOf(path) === null) return;
    const given = answer as MeetingWorth;
    const others = this.pair(pairId).known.peek();
    void this.take(pairId, [...others.filter(({ meeting }) => meeting !== given.meeting), given]);
  }

  /** Takes over what this device has of these pairs: an earlier visit left it, or another tab. Never rejects. */
  async readKept(pairIds: Iterable<string> = this.byPair.keys()): Promise<void> {
    try {
      const before = [...pairIds].map((pairId) => [pairId, this.pair(pairId).news] as const);
      const kept = await (await this.parts.store)?.readPeople();
      for (const [pairId, news] of before) {
        const answers = kept?.get(keyOf(pairId));
        const pair = this.pair(pairId);
        if (!Array.isArray(answers) || news !== pair.news) continue;
        pair.known.value = answers;
      }
    } catch (fault) {
      this.environment.report(fault, "reading answers from this device");
    }
  }

  private pair(pairId: string): Pair {
    const found = this.byPair.get(pairId);
    if (found) return found;
    const known = signal<readonly MeetingWorth[]>([]);
    const pair: Pair = {
      known,
      shown: computed(() => answersOf(pairId, known.value, this.outbox.waiting.value), {
        watched: () => {
          pair.isShown = true;
          void this.refresh(pairId);
          this.look(pairId);
        },
        unwatched: () => {
          pair.isShown = false;
          pair.stopLooking?.();
          pair.stopLooking = null;
        },
      }),
      isShown: false,
      news: 0,
      lookUntil: 0,
      stopLooking: null,
    };
    this.byPair.set(pairId, pair);
    void this.readKept([pairId]);
    return pair;
  }

  private look(pairId: string): void {
    const pair = this.pair(pairId);
    if (pair.stopLooking || !pair.isShown || this.environment.clock() > pair.lookUntil) return;
    pair.stopLooking = this.environment.later(LOOK_EVERY_MS, () => {
      const isOpen = Object.values(pair.shown.peek()).some(({ theirs }) => theirs === null);
      const looked = isOpen ? this.refresh(pairId) : Promise.resolve();
      void looked.then(() => {
        pair.stopLooking = null;
        if (isOpen) this.look(pairId);
      });
    });
  }

  private async take(pairId: string, answers: readonly MeetingWorth[]): Promise<void> {
    const pair = this.pair(pairId);
    pair.news += 1;
    pair.known.value = answers;
    try {
      await (await this.parts.store)?.writePeople(keyOf(pairId), answers);
    } catch (fault) {
      this.environment.report(fault, "keeping answers on this device");
    }
  }
}

function answersOf(pairId: string, known: readonly MeetingWorth[], waiting: readonly PersonalEdit[]): AnswersByMeeting {
  // Without a prototype: a meeting's id may be any word, "constructor" among them.
  const answers: Record<string, MeetingAnswers> = Object.create(null);
  for (const { meeting, mine, theirs } of known) answers[meeting] = { mine, theirs };
  for (const { pair, path, body } of waiting) {
    const meeting = meetingOf(path);
    if (pair !== pairId || meeting === null) continue;
    answers[meeting] = { mine: body?.worth as Worth, theirs: answers[meeting]?.theirs ?? null };
  }
  return answers;
}

function keyOf(pairId: string): string {
  return `worth/${pairId}`;
}

function pathOf(pairId: string, meeting: string): string {
  return `/api/pairs/${pairId}/meetings/${meeting}/worth`;
}

/** @returns null: it is no answer. */
function meetingOf(path: string): string | null {
  const meeting = /^\/api\/pairs\/[^/]+\/meetings\/([^/]+)\/worth$/.exec(path)?.[1];
  return meeting ?? null;
}
