import { isMemberId, type MemberId } from "@candor/core/person/member.ts";
import type { DocumentMember } from "../sync/page-access.ts";
import type { LetterPorts } from "./open-letter.ts";

/**
 * Looks, behind the back of whoever opened a page, whether a letter waits for that. What could not be done is done at
 * the next opening.
 */
export function createLetterOpening(
  ports: LetterPorts & { report: (fault: unknown, doing: string) => void },
): (opening: { page: string; member: DocumentMember }) => void {
  const look = async ({ pairId, member }: { pairId: string; member: MemberId }) => {
    const waiting = await ports.db
      .selectFrom("handoff")
      .select("id")
      .where("new_pair_id", "=", pairId)
      .where("state", "=", "waiting")
      .limit(1)
      .executeTakeFirst();
    if (!waiting) return; // nearly always: nothing is loaded for it
    const { openLetters } = await import("./open-letter.ts");
    await openLetters(ports, { pairId, member });
  };
  return ({ page: pairId, member }) => {
    if (!isMemberId(member)) return; // an artifact is nobody's page
    look({ pairId, member }).catch((fault: unknown) => ports.report(fault, "putting a letter on a page"));
  };
}
