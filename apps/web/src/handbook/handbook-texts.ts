/** A paragraph, the items of a list, or steps in their order. */
export type HandbookBlock = string | readonly string[] | { steps: readonly string[] };

/** A block's paragraph, items or steps. */
export function wordsOf(block: HandbookBlock): readonly string[] {
  if (typeof block === "string") return [block];
  return "steps" in block ? block.steps : block;
}

/** Something Candor has for a part's advice. */
export type HandbookHelp = {
  label: string;
  says: string;
  /** "page": found on the page of a pair, so it has no address of its own, and `says` tells where it is */
  to: "/" | "/actions" | "/questions" | "page";
};

export type HandbookPart = {
  /** what stands behind the `#` of its address */
  id: string;
  title: string;
  blocks: readonly HandbookBlock[];
  helps: readonly HandbookHelp[];
};

export const texts = {
  title: "Handbook",
  back: "To the start",
  lead: "A short guide to one-on-ones, for both of you. Take what fits and leave the rest.",
  contents: "In this handbook",
  helps: "Candor helps",
  modesty:
    "One-on-ones were hardly studied until a few years ago. Where this guide mentions studies, there are data or surveys behind it; the rest is what practice teaches.",
};

export const handbook: readonly HandbookPart[] = [
  {
    id: "purpose",
    title: "What 1:1s are for",
    blocks: [
      "A 1:1 is time that two people set aside for each other, again and again. It does three things that other meetings do badly.",
      [
        "It builds a relationship that works. You learn how the other thinks, what they care about and what a bad week looks like, before you need to know.",
        "It makes room for candid feedback, both ways, while the matter is still small.",
        "It tells a manager how things really are. What gets in people’s way reaches them early and in plain words.",
      ],
      "The time belongs first to the person who reports. They choose what to talk about; the manager adds to it and clears the way. Status can go into a message instead, or it eats the half hour that nothing else replaces.",
      "It is easy to think that a 1:1 went well when only you found it so. Studies suggest that people find their 1:1s less useful than their managers believe. So ask, and take the answer as it is.",
      "And keep the date. Somebody whose 1:1 is often cancelled soon hears “you can wait”. When something comes up, move it. Sickness and travel are ordinary reasons to cancel; a full week is a reason to look for another slot.",
    ],
    helps: [
      {
        label: "Begin a page",
        says: "Type the other’s name, and you have one. Only the two of you can read it.",
        to: "/",
      },
      {
        label: "Can’t make it?",
        says: "On a page, at the next meeting: move it, or cancel it. You both see what was held, moved and cancelled, and nobody else does.",
        to: "page",
      },
    ],
  },
  {
    id: "running",
    title: "How to run one",
    blocks: [
      "Nobody has to prepare. What helps is a place where thoughts can wait: write one line when something crosses your mind, and get on with your day. When you meet, this order serves well.",
      {
        steps: [
          "Arrive. Begin with a light question, so that both have spoken before it gets serious.",
          "Choose. Go over the list together and keep about five topics. The manager may put one first; for the rest, the other’s order counts.",
          "Start with the big picture. “Am I on the right track?” needs fresh heads; details can wait.",
          "Talk about one thing at a time. If you manage, listen more than you speak. When you are asked a big question, ask what they think first, then fill the gaps.",
          "Close. Keep the last five minutes. Read each action back with a name and a date. Ask “what do you need from me?” and whether it was worth the time.",
        ],
      },
      "Don’t let a good talk eat the end. Studies suggest that many people leave meetings unsure of what happens next.",
      "What you did not reach is not lost; it waits for another time. When it has waited long, ask whether it still matters, and let it go if not.",
      "Meet in person when you can, and go for a walk when the talk needs no screen. Video comes next, then the phone.",
    ],
    helps: [
      {
        label: "The Hopper",
        says: "On any screen: press Q and type a line. An empty agenda fills itself from there.",
        to: "page",
      },
      {
        label: "The meeting",
        says: "On a page: press L to start. It brings an ice-breaker, the topics in their order, a quiet timer and a close that reads the actions back.",
        to: "page",
      },
      {
        label: "After a walk",
        says: "On a page, on your phone: the agenda, with room for a line on each topic.",
        to: "page",
      },
    ],
  },
  {
    id: "first-meetings",
    title: "The first 1:1s",
    blocks: [
      "Meet early: in the first week, if you can. A study at one large company found that new people who had a 1:1 with their manager in that week went on to know more colleagues and were more inclined to stay. That proves no cause, but it costs only half an hour. After that, once a week for three months is a good start, in person now and then if you can.",
      "The first three meetings need not solve anything. They are for finding out how the two of you work. Two or three questions fill one:",
      [
        "What are you most looking forward to here, and what least?",
        "What would you like to have learned in one year, in three, in five?",
        "When something went well, would you rather hear it in front of others or alone? And when it went badly?",
        "How will I notice that you have had enough?",
        "What worries you, about your work or about the company?",
      ],
      "Answer them yourself, too. Otherwise it is an interview.",
      "If you manage, say aloud what this time is: theirs to fill, and hardly ever cancelled. But don’t leave it at “it’s your meeting”, which hands over nothing but a blank page. Keep a topic or two of your own in reserve.",
      "If you are the one who is new, ask what puzzles you. Nobody else will see this place with your eyes again, and soon you won’t either.",
    ],
    helps: [
      {
        label: "Questions for the first three meetings",
        says: "On a new page: each of them comes with a few that fit.",
        to: "page",
      },
      {
        label: "The question bank",
        says: "More to ask, sorted by occasion and by who asks whom.",
        to: "/questions",
      },
    ],
  },
  {
    id: "feedback",
    title: "Feedback",
    blocks: [
      "Small and soon is kinder than rare and large. Say what you saw, what it led to, and what you would like next. “In Tuesday’s review you named the risk before anyone asked, and we decided in five minutes. Please do that again.” Praise deserves the same care: studies suggest that recognition does much to make a talk with a manager worth having.",
      "When you ask for feedback, ask about one thing. “How am I doing?” gets “fine”. Try:",
      [
        "What should I do more of, and what should I stop?",
        "What did I say lately that was confusing, or wrong?",
        "What is in your way that I could remove?",
      ],
      "If you manage, go first. Name something you did badly, and the question becomes safe to answer. Then wait; a silence of ten seconds is not a no. Say thanks, and don’t explain yourself yet.",
      "If you hear something hard, “let me think about that” is a whole answer. Come back to it next time.",
      "Then do something about it, or say why not. Studies suggest that people keep quiet more often because speaking up seems to change nothing than because they are afraid. “You said the rota wears you out. I asked, and it cannot change before spring” is not good news, but it shows that saying it was worth it.",
    ],
    helps: [
      {
        label: "The ledger",
        says: "On a page: you said, we did. What was raised stands beside what came of it.",
        to: "page",
      },
      { label: "All my actions", says: "What you promised, to whom and by when, in one list.", to: "/actions" },
      { label: "The question bank", says: "Questions for feedback, one specific thing at a time.", to: "/questions" },
    ],
  },
  {
    id: "fading",
    title: "When usefulness fades",
    blocks: [
      "Two people who know and trust each other may find that half an hour a week has little left to do. The signs are small:",
      [
        "The same topics come back, or only status is left.",
        "You end early more often than not.",
        "One of you brings everything.",
        "You are a little relieved when it falls through.",
      ],
      "First ask why. An empty agenda can mean that all is well, or that the thing that matters is hard to say. Before you end early, try one question that is slightly uncomfortable, or talk about something a year away. Take a walk. Let the manager bring a problem and ask for advice.",
      "If both still want less, meet less. Many settled pairs do well with every two weeks, a little longer each time. Studies suggest that how good the talks are counts for more than how many there are, as long as they happen at least once a month. So don’t go below that. Studies also suggest that people tend to get fewer 1:1s than they would like, so let the person who reports answer first.",
      "After a new manager, a reorganisation, a long leave or two misses in a row, meet more often for a while.",
      "Meeting less is not a failure. Drifting is what hurts: decide it together, say it aloud, and look at it again after six meetings.",
    ],
    helps: [
      {
        label: "Worth the time?",
        says: "On a page, at the close of a meeting: two taps, from each of you.",
        to: "page",
      },
      {
        label: "How often you meet",
        says: "On a page, where your names and your relation are set: change it there when you have decided.",
        to: "page",
      },
      { label: "The question bank", says: "It has some for an agenda that is empty.", to: "/questions" },
    ],
  },
  {
    id: "reluctant-manager",
    title: "What if my manager doesn’t want them?",
    blocks: [
      "It happens, and often it has little to do with you. Find out the reason before you argue. Ask plainly: “I’d like half an hour with you every two weeks. What would make it worth your time?” Then answer what you hear.",
      [
        "“I have no time.” Offer twenty minutes, next to something you both attend anyway. You bring the topics; they only have to come.",
        "“My door is always open.” Name something you would bring to a 1:1 but would not walk in with.",
        "“We talk all day.” About the work in hand, yes. Ask to talk about where it is going.",
        "“They never did me any good.” Ask what was bad about them, and leave that out.",
      ],
      "Propose a trial of three, after which you decide together. Bring two topics to each: one that is useful to them, perhaps something you see and they can’t, and one that you need from them. End on time, and say who does what.",
      "If the answer is no, ask again when something has changed. Until then a mentor or a colleague you trust can give you part of what you miss, though not all of it.",
      "You can also begin alone. A page with only you on it still holds what you want to ask, what was said in passing and what was promised.",
    ],
    helps: [
      {
        label: "Begin a page alone",
        says: "Type your manager’s name. Until you invite them and they join, only you can read it.",
        to: "/",
      },
      {
        label: "The question bank",
        says: "Pick the one question that your manager would enjoy answering.",
        to: "/questions",
      },
    ],
  },
];
