export const handoffTexts = {
  unreachable: "The server can’t be reached just now, so nothing was done. What you wrote is still here.",
  missing: "There is no change of manager here for you, or it is long over.",
  loading: "Looking it up…",
  someone: "your manager",
  screen: {
    title: (name: string) => `Hand over to ${name}`,
    titleOf: (name: string) => `${name} changes manager`,
    nobodyYet: "Your manager changes",
    led: (next: string, former: string, day: string, isToCome: boolean) =>
      isToCome
        ? `From ${day} on you report to ${next}, and no longer to ${former}.`
        : `Since ${day} you report to ${next}, and no longer to ${former}.`,
    former: (direct: string, next: string, day: string, isToCome: boolean) =>
      isToCome
        ? `From ${day} on ${direct} reports to ${next}, and no longer to you.`
        : `Since ${day} ${direct} reports to ${next}, and no longer to you.`,
    next: (direct: string, former: string, day: string, isToCome: boolean) =>
      isToCome
        ? `From ${day} on ${direct} reports to you, and no longer to ${former}.`
        : `Since ${day} ${direct} reports to you, and no longer to ${former}.`,
    none: "Who comes after that isn’t in the chart yet; once it is, you can hand things over here.",
    noneFormer: "Who comes after that isn’t in the chart yet.",
    rule: (former: string, next: string) =>
      `Nothing of your page with ${former} goes to ${next} but what you hand over here. You both go on reading that page; your private notes go nowhere.`,
    ruleFormer:
      "Your page is archived on that day. For fourteen days the two of you can still finish its open actions. What goes to the next manager is theirs to decide; their letter is not shown to you.",
    ruleNext: (direct: string, former: string) =>
      `You begin with an empty page. What ${direct} and ${former} wrote stays with the two of them; ${direct} may write you a letter, which comes with your page.`,
    oldPage: (name: string) => `Open the page with ${name}`,
    newPage: (name: string) => `Open the page with ${name}`,
  },
  old: {
    title: (next: string) => `A letter to ${next} that waits`,
    intro: (next: string) =>
      `You handed it over when you changed manager. ${next} has not opened it, and gets it only where the chart still says that you went to them.`,
    line: (next: string) => `Your letter to ${next} still waits: nobody has opened it.`,
    takenBack: "Taken back: nobody gets it. These were your words; they stay here until you leave.",
  },
  choose: {
    title: "What comes along",
    hint: "Actions come as copies onto your new page, topics into its Hopper with their titles alone. You can take what is yours: what you owe and what you raised.",
    portrait: (name: string) => `My portrait: ${name} may read it from then on`,
    goals: "My goals: what I want to learn and reach, written out in the letter",
    portraitNone: "You have said nothing in your portrait yet.",
    portraitLink: "Say something in my portrait",
    actions: "Open actions of yours",
    topics: "Topics you raised",
    due: (day: string) => `by ${day}`,
    none: "There is nothing of yours open on the old page.",
  },
  letter: {
    title: "The letter",
    hint: (name: string) => `${name} reads exactly this. Every word of it is yours to change.`,
    anew: "Draft it anew from what is ticked",
    over: (length: number, most: number) => `That is ${length - most} characters too many.`,
    empty: "The letter has no words yet.",
    go: (name: string) => `Hand over to ${name}`,
    decline: "I hand nothing over",
    done: (name: string) => `Handed over. ${name} finds it on opening your page.`,
    waits: (name: string, day: string | null) =>
      day === null
        ? `${name} has not opened your page since. Until then nothing of this has moved, and you can take it back.`
        : `${name} can open it from ${day} on. Until then nothing of this moves, and you can take it back.`,
    takeBack: "Take it back",
    tookBack: "Taken back. Your words are here again.",
    opened: (name: string) => `${name} has opened it. It stands on your page, like anything else the two of you write.`,
    declined: "You hand nothing over. Nobody else is told.",
    after: "Write a letter after all",
    waitsFor: (direct: string) => `${direct} has handed over a letter. It is there when you open your page.`,
    formerTold: (direct: string) => `${direct} has handed over a letter of their own.`,
    noneYet: (direct: string) => `${direct} has handed nothing over so far.`,
  },
  three: {
    title: "A talk of three",
    why: (former: string, next: string) =>
      `Half an hour with ${former} and ${next} helps a good deal: what went well, what is open, what you would like to keep. It is yours to propose.`,
    by: (day: string) => `Within the first week, by ${day}:`,
    late: (day: string) => `None of you three has time by ${day}; these are the first after it:`,
    noTimes: "No time was found in the next three weeks.",
    known: (known: number) =>
      known === 3
        ? "None of you is known to be taken then."
        : known === 0
          ? "When any of you three is taken isn’t known here."
          : `When you are taken is known of ${known} of you three; of the others it isn’t.`,
    propose: (when: string) => `Propose ${when}`,
    proposed: "Proposed. All three of you are told.",
    when: (day: string, from: string, minutes: number) => `${day} at ${from}, ${minutes} minutes`,
    other: "Propose another time",
    callOff: "Call it off",
    calledOff: "It was called off.",
    off: "Called off. All three of you are told.",
    accept: "I’ll come",
    decline: "I can’t",
    answered: "All three of you see it.",
    answers: { accepted: "comes", declined: "can’t", null: "has not said yet" },
    youAnswer: { accepted: "You come", declined: "You can’t", null: "You have not said yet" },
    notYet: (direct: string) => `${direct} may propose a talk of the three of you.`,
  },
  line: {
    heading: "A change of manager",
    direct: (next: string, day: string, isToCome: boolean) =>
      isToCome ? `From ${day} on you report to ${next}.` : `Since ${day} you report to ${next}.`,
    directNone: (former: string, day: string, isToCome: boolean) =>
      isToCome
        ? `From ${day} on you no longer report to ${former}.`
        : `Since ${day} you no longer report to ${former}.`,
    formerNone: (direct: string, day: string, isToCome: boolean) =>
      isToCome
        ? `From ${day} on ${direct} no longer reports to you.`
        : `Since ${day} ${direct} no longer reports to you.`,
    former: (direct: string, next: string, day: string, isToCome: boolean) =>
      isToCome ? `From ${day} on ${direct} reports to ${next}.` : `Since ${day} ${direct} reports to ${next}.`,
    next: (direct: string, former: string, day: string, isToCome: boolean) =>
      isToCome
        ? `From ${day} on ${direct}, who was with ${former}, reports to you.`
        : `Since ${day} ${direct}, who was with ${former}, reports to you.`,
    meeting: (when: string) => `A talk of three is proposed: ${when}.`,
    go: (name: string) => `Hand over to ${name}`,
    look: "Look at it",
    answer: "Answer",
  },
  finishing: {
    title: "Still to finish",
    until: (day: string) => `Until ${day} either of you can finish these. Nothing else of the page can be changed.`,
    done: (text: string) => `Done: ${text}`,
    doneShort: "Done",
    drop: (text: string) => `Drop: ${text}`,
    dropShort: "Drop",
    why: "A word why",
    cancel: "Keep it",
    again: (text: string) => `Open again: ${text}`,
    againShort: "Open again",
    isDone: "done",
    isDropped: (why: string | null) => (why === null ? "dropped" : `dropped: ${why}`),
  },
} as const;
