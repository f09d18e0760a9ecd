/** A paragraph, or the items of a list. */
export type HandbookBlock = string | readonly string[];

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
    "1:1s were hardly studied before 2022. Where this says “studies suggest”, there are data behind it; the rest is what practice teaches.",
};

export const handbook: readonly HandbookPart[] = [
  {
    id: "purpose",
    title: "What 1:1s are for",
    blocks: [
      "A 1:1 is time that two people set aside for each other, again and again. It does three things that other meetings do badly.",
      [
        "It builds a relationship that works. You learn how the other thinks, what they care about, and what a bad week looks like, before you need to know.",
        "It makes room for candid feedback, both ways, while it is still small enough to be useful.",
        "It tells the manager how things really are. What people meet in their daily work reaches them early, in plain words.",
      ],
      "The time belongs first to the person who reports. They choose what to talk about; the manager adds, backs up and clears the way. That is why status does not belong here: it fits in a message, and it eats the half hour that nothing else can replace.",
      "It is easy to think a 1:1 went well when only you found it so. Studies suggest that people find their 1:1s less useful than their managers believe. So ask, and believe the answer.",
      "And keep it. A 1:1 that is often cancelled is easily read as “you can wait”. When something comes up, move it. Sickness and travel are the ordinary reasons to cancel; a full week is a reason to look for another slot.",
    ],
    helps: [
      {
        label: "Begin a page",
        says: "All it takes is the other’s name. Only the two of you can read it.",
        to: "/",
      },
      {
        label: "Can’t make it?",
        says: "On a page, at the next meeting: move it or cancel it. You both see what was held, moved and cancelled; no one else does.",
        to: "page",
      },
    ],
  },
];
