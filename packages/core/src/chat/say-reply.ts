import type { ChatReply } from "./chat-ask.ts";

/** What we say, as plain text; each chat draws buttons and choices below it in its own way. */
export function sayReply(reply: ChatReply): string {
  return "isCut" in reply && reply.isCut ? `${say(reply)}\n${LONG}` : say(reply);
}

const LONG = "It was longer than a topic can be: its beginning was taken, the rest was not.";

function say(reply: ChatReply): string {
  switch (reply.type) {
    case "connect":
      return "Candor does not know yet who you are here. Open this link, sign in, and say that this is you. It is good for ten minutes, once, and only for you: pass it to nobody.";
    case "help":
      return "Write whom it is for and what it is about: @sam growth plan. A day (!fri) makes it an action of yours, too; a word with # is its theme. It goes to the Hopper of the page that the two of you share, and nobody else sees it.";
    case "nobody":
      return "You share a page with nobody yet. Begin one in Candor first.";
    case "empty":
      return "There are no words in it, so nothing was added.";
    case "too_much":
      return "That was a lot in a short time. Nothing was added; try again in a while.";
    case "gone":
      return "This was decided about already, or thrown away. Look into your inbox in Candor.";
    case "archived":
      return "That page takes nothing any more. It stays in your inbox in Candor.";
    case "dropped":
      return "Thrown away. Nothing was added.";
    case "added":
      return reply.due === null
        ? `In the Hopper of your page with ${reply.to.name}: ${reply.title}`
        : `In the Hopper of your page with ${reply.to.name}, and an action of yours due ${reply.due}: ${reply.title}`;
    case "choose":
      return reply.called === null
        ? `Whose page is this for? ${reply.title}`
        : `Which of the people you share a page with is “${reply.called}”? ${reply.title}`;
  }
}

export const REPLY_WORDS = {
  connect: "Connect",
  open: "Open the page",
  inbox: "Open your inbox",
  choose: "Choose a person",
  drop: "Throw away",
  keep: "Until you choose, it lies in your inbox in Candor, where you alone see it.",
} as const;
