import type { Action } from "@candor/core/action/action.ts";
import type { Page } from "@candor/core/page/page.ts";
import type { Topic } from "@candor/core/topic/topic.ts";

export type BinnedThing = {
  type: "topic" | "action";
  id: string;
  text: string;
  /** ISO instant; null where nobody knows */
  at: string | null;
  how: "binned" | "let_go";
};

/** What can be put back, newest first. What has lain here for too long the server has taken out of the page. */
export function binContents(page: Pick<Page, "topics" | "actions">): BinnedThing[] {
  const topics = page.topics.filter((topic) => topic.state === "binned" || topic.state === "let_go").map(ofTopic);
  const actions = page.actions.filter((action) => action.state === "binned").map(ofAction);
  return [...topics, ...actions].sort((left, right) => ((left.at ?? "") < (right.at ?? "") ? 1 : -1));
}

function ofTopic(topic: Topic): BinnedThing {
  const how = topic.state === "let_go" ? "let_go" : "binned";
  return { type: "topic", id: topic.id, text: topic.title, at: topic.stateAt, how };
}

function ofAction(action: Action): BinnedThing {
  return { type: "action", id: action.id, text: action.text, at: action.stateAt, how: "binned" };
}
