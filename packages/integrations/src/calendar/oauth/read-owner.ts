import { createAskJson, field, type JsonPorts, textOf } from "../account/ask-json.ts";
import type { AccountAnswer } from "../account/calendar-account.ts";
import { googleFault } from "../google/google-answer.ts";
import { graphFault } from "../microsoft/graph-answer.ts";

/** The address under which somebody has their calendars, so that they know which of their accounts it is; null: none is said. */
export async function readOwner({
  kind,
  base,
  ...ports
}: Omit<JsonPorts, "origin"> & { kind: "google" | "microsoft"; base: string }): Promise<AccountAnswer<string | null>> {
  const ask = createAskJson({ ...ports, origin: new URL(base).origin });
  // Google calls the main calendar of an account by the account's address; both say it of the calendar, so that nothing
  // more need be permitted.
  const place = kind === "google" ? "/users/me/calendarList/primary?fields=id" : "/me/calendar?$select=owner";
  const answer = await ask({ method: "GET", address: `${base}${place}` });
  if (answer.type === "failed") return answer;
  if (answer.status !== 200) return kind === "google" ? googleFault(answer) : graphFault(answer);
  const name = kind === "google" ? textOf(answer.body, "id") : textOf(field(answer.body, "owner"), "address");
  return { type: "ok", value: name?.trim() || null };
}
