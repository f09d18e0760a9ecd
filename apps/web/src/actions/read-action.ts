import { parseCapture } from "@candor/core/capture/parse-capture.ts";
import type { MemberId } from "@candor/core/person/member.ts";

export type WantedAction = {
  text: string;
  /** null: nobody is named */
  owner: MemberId | null;
  /** YYYY-MM-DD; null: no day is named */
  due: string | null;
};

/**
 * Reads "@sam send the plan !fri" as quick capture does, but that an action has no theme: that stays text, as does
 * whatever else is not understood. A line that would leave no text is text as a whole.
 */
export function readAction(
  line: string,
  people: Readonly<Record<MemberId, { id: MemberId; name: string }>>,
  when: { now: Temporal.Instant; timeZone: string },
): WantedAction {
  const seats = [people.a, people.b].filter((member) => member.name.trim() !== "");
  const { person, due, parts } = parseCapture(line, { people: seats, ...when });
  const text = parts
    .filter((part) => part.type === "text" || part.type === "theme")
    .map(({ start, end }) => line.slice(start, end))
    .join("")
    .replace(/\s+/g, " ")
    .trim();
  if (text === "") return { text: line.trim(), owner: null, due: null };
  return { text, owner: seats.find((member) => member.id === person?.id)?.id ?? null, due };
}
