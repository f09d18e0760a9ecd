import type { Role } from "@candor/core/person/member.ts";

const UNNAMED: Readonly<Record<Role, string>> = {
  manager: "Your manager",
  report: "Your report",
  skip_manager: "Your manager’s manager",
  skip_report: "The other person",
  mentor: "Your mentor",
  mentee: "Your mentee",
  peer: "The other person",
};

export const pairTexts = {
  /** stands in the welcome for whoever has not told their name */
  unnamed: (role: Role): string => UNNAMED[role],
};
