import type { ActionState } from "@candor/core/action/action.ts";
import type { Id } from "@candor/core/id.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import type { TopicState } from "@candor/core/topic/topic.ts";

/** On the agenda of the next meeting, in the Hopper, or on the agenda of the meeting with this id. */
export type ActPlace = "agenda" | "hopper" | { meeting: Id };

/**
 * What somebody does to a page from elsewhere than its screen: a program of theirs, an assistant, a mail. Ids of what is
 * new are made before, so that doing it twice does it once. What is left out stays as it is.
 */
export type PageAct =
  | {
      type: "add_topic";
      id: Id;
      title: string;
      place: ActPlace;
      /** Markdown */
      notes?: string | undefined;
      altitude?: "big_picture" | "detail" | undefined;
      minutes?: number | null | undefined;
      theme?: string | undefined;
      /** what has a date is something to do, too: an action of theirs that points at the topic */
      due?: { action: Id /** YYYY-MM-DD */; day: string } | undefined;
    }
  | {
      type: "change_topic";
      id: Id;
      title?: string | undefined;
      place?: ActPlace | undefined;
      /** Markdown that goes to the end of the notes */
      appendNotes?: string | undefined;
      altitude?: "big_picture" | "detail" | undefined;
      minutes?: number | null | undefined;
      state?: Exclude<TopicState, "binned"> | undefined;
    }
  /** an empty line takes the agreement back */
  | { type: "answer_topic"; id: Id; line: string; link: string | null }
  | {
      type: "add_action";
      id: Id;
      text: string;
      owner: MemberId;
      /** YYYY-MM-DD */
      due: string | null;
      fromTopic?: Id | undefined;
    }
  | {
      type: "change_action";
      id: Id;
      text?: string | undefined;
      owner?: MemberId | undefined;
      due?: string | null | undefined;
      state?: Exclude<ActionState, "binned"> | undefined;
      why?: string | null | undefined;
    };

/** "there": it was done before, or nothing of it was new. */
export type ActOutcome = "done" | "there" | "not_found" | "no_meeting" | "meeting_over" | "page_full";
