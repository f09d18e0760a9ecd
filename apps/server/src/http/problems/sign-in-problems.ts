import type { ProblemTable } from "./problem-table.ts";

/** Who somebody is, and how they show it. */
export const SIGN_IN_PROBLEMS = {
  wrong_code: { status: 400, title: "That is not the code from the mail." },
  not_verified: { status: 400, title: "That did not show who you are. Please try again." },
  not_fresh: { status: 403, title: "Please show first that it is you: sign in once more." },
  not_asked_anew: {
    status: 403,
    title: "Your provider let you in without asking who you are, so nothing was changed. Show it in another way.",
  },
  last_way_in: { status: 409, title: "This is the only way you can sign in. Add another one first." },
  address_taken: { status: 409, title: "There is an account with this address already." },
  identity_taken: { status: 409, title: "There is an account with this sign-in already." },
  other_account: { status: 409, title: "That is another account than the one you are signed in with. Sign out first." },
  too_many_passkeys: { status: 409, title: "You have as many passkeys as one person can have." },
  sign_in_void: {
    status: 410,
    title: "This is no longer good: it was used, is too old, or was tried too often. Please begin again.",
  },
} as const satisfies ProblemTable;
