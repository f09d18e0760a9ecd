import { texts } from "./texts.ts";
import type { ChangeAnswer } from "./vault-keeper.ts";
import { vaultTexts } from "./vault-texts.ts";

/** Why a change of keys did not come about, in a sentence; null: it did. */
export function sayChange(answer: ChangeAnswer): string | null {
  if (answer.type === "changed") return null;
  if (answer.type === "unreachable") return texts.settings.unreachable;
  return answer.type === "conflict" ? vaultTexts.settings.conflict : vaultTexts.settings.failed;
}
