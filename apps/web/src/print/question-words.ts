import type { Id } from "@candor/core/id.ts";
import { signal } from "@preact/signals";

type Bank = typeof import("@candor/core/question/bank.ts");

const bank = signal<Bank | null>(null);
let isAsked = false;

/** The words of a question of the bank, which is fetched when the first is asked for; null until then, or where it is none of ours. */
export function questionWords(id: Id): string | null {
  if (!isAsked) {
    isAsked = true;
    import("@candor/core/question/bank.ts").then(
      (module) => {
        bank.value = module;
      },
      () => {
        isAsked = false; // the next drawing tries again
      },
    );
  }
  return bank.value?.questionById(id)?.text ?? null;
}
