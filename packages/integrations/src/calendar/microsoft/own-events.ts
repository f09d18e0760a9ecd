import { listOf, textOf } from "../account/ask-json.ts";
import type { AccountAnswer } from "../account/calendar-account.ts";
import { allPages, calendarAddress, type Graph, graphFault, ok, STEADY_IDS } from "./graph-answer.ts";

// A mailbox gives events UIDs of its own, so ours stands beside, in properties that nobody sees but who asks for them.
const SPACE = "{8f0e6f3a-5b0c-4a3e-9d55-2c1d2f5a9b61}";
const UID = `String ${SPACE} Name candor-uid`;
const OWN = `String ${SPACE} Name candor-own`;

export function ownProperties(uid: string): { id: string; value: string }[] {
  return [
    { id: UID, value: uid },
    { id: OWN, value: "1" },
  ];
}

const MAX_OWN = 5000;

/** The events of ours in a calendar, or those with one UID; of a series its master. */
export async function ownEvents(
  graph: Graph,
  calendarId: string,
  uid: string | null,
): Promise<AccountAnswer<{ id: string; etag: string | null; uid: string }[]>> {
  const [property, value] = uid === null ? [OWN, "1"] : [UID, uid];
  const address = calendarAddress(graph, calendarId, "/events");
  address.search = new URLSearchParams({
    $filter: `singleValueExtendedProperties/Any(ep: ep/id eq '${property}' and ep/value eq '${value.replaceAll("'", "''")}')`,
    $expand: `singleValueExtendedProperties($filter=id eq '${UID}')`,
    ...{ $select: "id", $top: "100" },
  }).toString();
  const pages = await allPages(graph, address.href, STEADY_IDS, MAX_OWN);
  if (pages.type === "none") return graphFault(pages.answer);
  return ok(
    pages.items.flatMap((each) => {
      const id = textOf(each, "id");
      const its = listOf(each, "singleValueExtendedProperties")?.[0];
      return id === null ? [] : [{ id, etag: textOf(each, "@odata.etag"), uid: textOf(its, "value") ?? uid ?? "" }];
    }),
  );
}
