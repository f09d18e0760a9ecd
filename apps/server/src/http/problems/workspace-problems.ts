import type { ProblemTable } from "./problem-table.ts";

/** Workspaces, who is in them, and who leads whom. */
export const WORKSPACE_PROBLEMS = {
  last_owner: { status: 409, title: "A workspace needs an owner. Make somebody else one first." },
  email_taken: { status: 409, title: "Somebody in this workspace has that e-mail address already." },
  no_email: { status: 409, title: "No e-mail address of theirs is known here. Add it first, or make a link." },
  has_joined: { status: 409, title: "They have joined already." },
  already_in: { status: 409, title: "You are in this workspace already, as somebody else." },
  too_many_people: { status: 409, title: "This workspace has as many people as one can have." },
  import_changed: { status: 409, title: "Something has changed since you looked. Look at the preview again." },
  nobody_to_meet: { status: 409, title: "The chart has nobody two levels below you just now." },
  relation_fixed: { status: 409, title: "What the two are to each other is set by the workspace's chart." },
  portrait_changed: {
    status: 409,
    title: "You said something else here on another device meanwhile. Look at it, then save again.",
  },
  only_owner: {
    status: 409,
    title: "You are the only owner of a workspace that others are in. Make somebody else an owner first.",
  },
  handoff_changed: {
    status: 409,
    title: "Something of this hand-over has changed since you looked, so nothing was done. Look at it again.",
  },
  no_new_page: { status: 409, title: "There is no page with your new manager yet. Begin it first." },
  setup_over: {
    status: 410,
    title: "This setup link has been used or has expired. Whoever runs the server can make a new one.",
  },
} as const satisfies ProblemTable;
