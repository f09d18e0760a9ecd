import type { Page } from "../page/page.ts";
import { byRank } from "./rank.ts";
import type { Place, Topic } from "./topic.ts";

/** The topics that stand at a place, in order. What was let go or binned stands nowhere. */
export function topicsIn(page: Pick<Page, "topics">, place: Place): Topic[] {
  return page.topics
    .filter((topic) => topic.place === place && topic.state !== "binned" && topic.state !== "let_go")
    .sort(byRank);
}
