import type { Role } from "@candor/core/person/member.ts";

/** Topics that are worth a place in a Hopper, by who writes them. Usable as they are; an example is kept by a click. */
const BY_SENIOR = [
  "What would you like to be doing a year from now?",
  "What got in your way this month?",
  "Which part of your work gives you energy, and which takes it?",
  "What should I do more of, and what less?",
  "What do you want to learn next?",
  "Who did good work lately that I have not noticed?",
  "What would you change about how we work if it were up to you?",
  "Where do you want more say, and where less?",
  "Which of our decisions should I explain better?",
];

const BY_JUNIOR = [
  "What does really good look like in my role?",
  "Why do we do it this way and not another?",
  "What are you working on that I should know about?",
  "What is next for me?",
  "Something I would like to learn",
  "Where could I take more on?",
  "Something that slows me down",
  "How do my last weeks look from where you are?",
  "What will matter most in the next three months?",
];

const BY_PEER = [
  "What are you working on that I could help with?",
  "Where do our teams get in each other's way?",
  "Something I learned that might help you",
  "What should we tackle together next?",
  "A decision I would like your view on",
  "What did you hear lately that I should know?",
];

const SHOWN_AT_ONCE = 3;

export function hopperExamples(role: Role): readonly string[] {
  if (role === "peer") return BY_PEER;
  return role === "manager" || role === "skip_manager" || role === "mentor" ? BY_SENIOR : BY_JUNIOR;
}

/** Which examples show: those not yet swapped away or kept, in their order, starting over when all were seen. */
export function shownExamples(all: readonly string[], gone: readonly string[], count = SHOWN_AT_ONCE): string[] {
  const unseen = all.filter((each) => !gone.includes(each));
  return unseen.slice(0, count);
}
