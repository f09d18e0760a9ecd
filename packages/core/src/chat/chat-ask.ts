/** What somebody wants of us in a chat, in no chat's own words. */
export type ChatAsk =
  | { type: "help" }
  /** what they typed after our name; `mention` is whom they named first by the chat's own means, taken out of the line */
  | { type: "line"; line: string; mention: ChatMention | null; pairId: string | null } // `pairId`: as they chose it
  /** a message that stands in the chat; `text` is Markdown */
  | { type: "message"; text: string; link: string | null; pairId: string | null }
  /** whose page it is for, of what we asked about before */
  | { type: "place"; id: string; pairId: string }
  | { type: "drop"; id: string };

/** `name` is empty where the chat did not say it. */
export type ChatMention = { user: string; name: string };

export type ChatRecipient = { pairId: string; name: string };

/** What we say to it; only whoever asked sees it. */
export type ChatReply =
  /** `link` leads to where they say who they are */
  | { type: "connect"; link: string }
  | { type: "help" | "nobody" | "empty" | "too_much" | "gone" | "dropped" | "archived" }
  /** `isCut`: their words were longer than a topic can be */
  | { type: "added"; to: ChatRecipient; title: string; due: string | null; isCut: boolean }
  /** `called`: whom they named that is nobody, or several; it lies in their inbox meanwhile */
  | {
      type: "choose";
      id: string;
      title: string;
      called: string | null;
      people: readonly ChatRecipient[];
      isCut: boolean;
    };
