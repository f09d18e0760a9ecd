import type { ProblemTable } from "./problem-table.ts";

/** Private notes, sealed. */
export const NOTEBOOK_PROBLEMS = {
  vault_exists: { status: 409, title: "You have a notebook already." },
  manifest_changed: { status: 409, title: "Another device of yours has changed the notebook's keys meanwhile." },
  record_gap: { status: 409, title: "What comes before this note has not arrived yet." },
  record_differs: { status: 409, title: "Another note of this device has this number already." },
  snapshot_overtaken: { status: 409, title: "Another device of yours has tidied these notes up meanwhile." },
  notebook_full: {
    status: 409,
    title: "Your notebook holds as much as one person can keep on this server. What is new stays on this device.",
  },
} as const satisfies ProblemTable;
