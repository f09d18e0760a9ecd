import type { ProblemTable } from "./problem-table.ts";

/** Pages, who is on them, and what one asks on them. */
export const PAGE_PROBLEMS = {
  seat_taken: { status: 409, title: "Somebody already has this place on the page." },
  page_frozen: { status: 409, title: "This page is archived: it can be read by those on it, and nobody new comes in." },
  too_many_pairs: { status: 409, title: "You have as many pages as one person can have." },
  too_many_invitations: { status: 409, title: "This page has as many open invitations as it can have." },
  too_many_answers: { status: 409, title: "This page has as many answers as it can have." },
  too_many_questions: { status: 409, title: "You have as many questions of your own as one person can have." },
  too_many_marks: { status: 409, title: "You have hidden or starred as many questions as one person can." },
  page_in_use: { status: 409, title: "This page is in use. Finish the action on the page itself." },
  finishing_is_over: { status: 409, title: "This page is archived, and the time to finish its actions is over." },
  action_not_open: { status: 409, title: "This action was finished before the page was archived, and stays so." },
  no_meeting: { status: 409, title: "There is no such meeting planned. The Hopper takes it meanwhile." },
  meeting_over: { status: 409, title: "This meeting is over: nothing comes onto its agenda any more." },
  page_full: { status: 409, title: "There is as much on this page as it can hold." },
  page_busy: { status: 409, title: "This page is being written just now. Try again in a moment." },
  invitation_expired: { status: 410, title: "This invitation has expired. Ask for a new one." },
  invitation_revoked: {
    status: 410,
    title: "This invitation was taken back. Ask for a new one if that surprises you.",
  },
  invitation_used: {
    status: 410,
    title: "Somebody has already used this invitation. Ask for a new one if it wasn't you.",
  },
} as const satisfies ProblemTable;
