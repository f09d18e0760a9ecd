import { PLAIN_QUESTION, type Question } from "@candor/core/question/question.ts";
import { signal } from "@preact/signals";
import { myQuestions, type OwnQuestion } from "../people/my-questions.ts";

const ours = signal<readonly Question[] | "failed" | null>(null);

/** Fetches the bank. It is large, so whatever shows questions asks for it when it is first drawn. */
export async function loadBank(): Promise<void> {
  if (Array.isArray(ours.peek())) return;
  try {
    ours.value = (await import("@candor/core/question/bank.ts")).BANK;
  } catch {
    ours.value = "failed";
  }
}

/** Mine first, then ours; null while they are fetched. */
export function allQuestions(): readonly Question[] | "failed" | null {
  const bank = ours.value;
  if (bank === null || bank === "failed") return bank;
  return [...myQuestions().value.own.map(asQuestion), ...bank];
}

export function asQuestion(own: OwnQuestion): Question {
  return { ...PLAIN_QUESTION, ...own, bigPicture: own.occasion === "big_picture" && own.asks !== "manager" };
}
