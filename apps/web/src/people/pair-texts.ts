import type { Role } from "@candor/core/person/member.ts";

const UNNAMED: Readonly<Record<Role, string>> = {
  manager: "The manager",
  report: "the direct",
  skip_manager: "The manager’s manager",
  skip_report: "the direct",
  mentor: "The mentor",
  mentee: "the mentee",
  peer: "The other person",
};

export const pairTexts = {
  /** stands in the welcome, which both read, for whoever has not told their name; the senior of two begins a sentence */
  unnamed: (role: Role): string => UNNAMED[role],
};
