import type { Id } from "@candor/core/id.ts";
import type { ReadonlySignal } from "@preact/signals";
import { thisTab } from "../offline/this-tab.ts";
import { personalOf } from "./personal.ts";
import type { MyQuestions, OwnQuestion } from "./question-records.ts";

export type { MyQuestions, OwnQuestion } from "./question-records.ts";

/** Questions of my own, those I hid and my favourites. */
export function myQuestions(): ReadonlySignal<MyQuestions> {
  return personalOf(thisTab()).questions.mine;
}

/**
 * Adds a question of my own, or changes it where its id is given; offline too, as everything here.
 *
 * @returns its id.
 */
export function saveOwnQuestion(question: Omit<OwnQuestion, "id"> & { id?: Id }): Id {
  return personalOf(thisTab()).questions.save(question);
}

/** Takes it away with its marks. */
export function removeOwnQuestion(id: Id): void {
  personalOf(thisTab()).questions.remove(id);
}

/** @param id of the bank or of my own; so with favourites. */
export function setQuestionHidden(id: Id, hidden: boolean): void {
  personalOf(thisTab()).questions.mark(id, { hidden });
}

export function setQuestionFavourite(id: Id, favourite: boolean): void {
  personalOf(thisTab()).questions.mark(id, { favourite });
}
