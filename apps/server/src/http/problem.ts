import type { Problem } from "@candor/protocol/http/people.ts";
import type { Context, TypedResponse } from "hono";

/** Each `type` of problem with its status and its plain sentence; the title never names what was asked for. */
const PROBLEMS = {
  invalid: { status: 400, title: "Something in the request is not as it should be." },
  no_address: { status: 400, title: "That is no address of a calendar. It begins with https:// or webcal://." },
  not_https: {
    status: 400,
    title: "An address of a calendar must begin with https:// and have neither a port nor a name and password in it.",
  },
  no_server: { status: 400, title: "That is no address of a server. It looks like https://cloud.example.org." },
  no_caldav: {
    status: 400,
    title: "There is no CalDAV server at this address. Your provider’s help says which it is.",
  },
  account_not_allowed: {
    status: 400,
    title: "This address lies within the server’s own network, or leads to another site. It was not asked.",
  },
  no_webhook_address: {
    status: 400,
    title:
      "That is no address that can be told something. It begins with https:// and has neither a port nor a name and password in it.",
  },
  no_calendar: { status: 400, title: "There is no calendar in this file. It should be one that ends in .ics." },
  calendar_cut_off: { status: 400, title: "This file ends in the middle of the calendar. Export it once more." },
  calendar_too_heavy: { status: 400, title: "This calendar takes too long to read. Export a shorter stretch of it." },
  no_image: {
    status: 400,
    title: "That is no image that can be shown here. PNG, JPEG, GIF and WebP can.",
  },
  wrong_code: { status: 400, title: "That is not the code from the mail." },
  not_verified: { status: 400, title: "That did not show who you are. Please try again." },
  authorization_pending: { status: 400, title: "Nobody has answered yet. Ask again in a few seconds." },
  slow_down: { status: 400, title: "Ask less often: every few seconds is enough." },
  access_denied: { status: 400, title: "The person said no." },
  signed_out: { status: 401, title: "Please sign in first." },
  not_signed: { status: 401, title: "This is not signed by whom it says it is from, or came too late, or twice." },
  token_void: { status: 401, title: "The token is missing, wrong, revoked or expired." },
  scope_missing: { status: 403, title: "The token was not given leave for this." },
  not_fresh: { status: 403, title: "Please show first that it is you: sign in once more." },
  not_asked_anew: {
    status: 403,
    title: "Your provider let you in without asking who you are, so nothing was changed. Show it in another way.",
  },
  wrong_origin: { status: 403, title: "This request came from another site, so nothing was done." },
  not_found: { status: 404, title: "There is nothing here for you." },
  seat_taken: { status: 409, title: "Somebody already has this place on the page." },
  page_frozen: { status: 409, title: "This page is archived: it can be read by those on it, and nobody new comes in." },
  too_many_pairs: { status: 409, title: "You have as many pages as one person can have." },
  too_many_invitations: { status: 409, title: "This page has as many open invitations as it can have." },
  last_owner: { status: 409, title: "A workspace needs an owner. Make somebody else one first." },
  email_taken: { status: 409, title: "Somebody in this workspace has that e-mail address already." },
  no_email: { status: 409, title: "No e-mail address of theirs is known here. Add it first, or make a link." },
  has_joined: { status: 409, title: "They have joined already." },
  already_in: { status: 409, title: "You are in this workspace already, as somebody else." },
  too_many_people: { status: 409, title: "This workspace has as many people as one can have." },
  import_changed: { status: 409, title: "Something has changed since you looked. Look at the preview again." },
  nobody_to_meet: { status: 409, title: "The chart has nobody two levels below you just now." },
  not_that_month: { status: 409, title: "A round begins this month or next." },
  relation_fixed: { status: 409, title: "What the two are to each other is set by the workspace's chart." },
  portrait_changed: {
    status: 409,
    title: "You said something else here on another device meanwhile. Look at it, then save again.",
  },
  not_allowed: { status: 409, title: "You can read this, and somebody else decides about it." },
  too_many_artifacts: { status: 409, title: "You have begun as many artifacts as one person can." },
  file_too_long: {
    status: 409,
    title: "This is too long, or has too many images, for a file of this kind. Take it along as Markdown or HTML.",
  },
  too_many_links: {
    status: 409,
    title: "This artifact has as many links as it can have. Close one that nobody needs any more.",
  },
  not_published: {
    status: 409,
    title: "Only what your whole workspace may read, and what came out of pages with both agreeing, is announced.",
  },
  too_many_items: {
    status: 409,
    title: "As much is planned or waits as can. Hold one, or take something down, first.",
  },
  few_people: {
    status: 409,
    title: "Fewer than three people raised this theme. Before everybody its count would say who, so it was not put up.",
  },
  held_already: { status: 409, title: "This all-hands was held, so nothing of it is changed any more." },
  no_receiver: { status: 409, title: "One of these channels is not there any more. Look at them once more." },
  too_long_for: { status: 409, title: "It is too long for one of these channels. Nothing was sent." },
  too_many_announcements: {
    status: 409,
    title: "You have announced as much today as one person can. Nothing was sent.",
  },
  too_many_channels: { status: 409, title: "There are as many channels as there can be. Take one away first." },
  no_mail: { status: 409, title: "This server sends no mail: whoever runs it has not set it up." },
  no_webhook: {
    status: 400,
    title: "That is no address of such a webhook. Copy it whole from the chat’s own settings; it begins with https://.",
  },
  too_many_images_of_yours: {
    status: 409,
    title: "You have put in as many images as one person can. Take some out of your artifacts first.",
  },
  too_many_images_here: { status: 409, title: "There are as many images in this workspace as it can hold." },
  store_unreachable: {
    status: 503,
    title: "The store for images cannot be reached just now. Nothing was changed; try again in a while.",
  },
  too_many_images: { status: 409, title: "There are as many images in this artifact as it can hold." },
  proposal_changed: {
    status: 409,
    title: "The other has changed something here meanwhile. Read it as it is now, then agree.",
  },
  nothing_leaves: {
    status: 409,
    title: "This page is archived: nothing comes out of it any more. What was proposed can still be taken out.",
  },
  proposal_over: { status: 409, title: "This has left the page already, or was withdrawn." },
  suggestion_changed: {
    status: 409,
    title: "The words there have changed since this was suggested. Nothing was changed; do it by hand, or decline it.",
  },
  suggestion_over: { status: 409, title: "This was decided about meanwhile." },
  too_many_suggestions: {
    status: 409,
    title: "There are as many open suggestions here as can be. Decide about some first.",
  },
  too_many_answers: { status: 409, title: "This page has as many answers as it can have." },
  too_many_questions: { status: 409, title: "You have as many questions of your own as one person can have." },
  too_many_marks: { status: 409, title: "You have hidden or starred as many questions as one person can." },
  only_owner: {
    status: 409,
    title: "You are the only owner of a workspace that others are in. Make somebody else an owner first.",
  },
  handoff_changed: {
    status: 409,
    title: "Something of this hand-over has changed since you looked, so nothing was done. Look at it again.",
  },
  no_new_page: { status: 409, title: "There is no page with your new manager yet. Begin it first." },
  page_in_use: { status: 409, title: "This page is in use. Finish the action on the page itself." },
  finishing_is_over: { status: 409, title: "This page is archived, and the time to finish its actions is over." },
  action_not_open: { status: 409, title: "This action was finished before the page was archived, and stays so." },
  no_meeting: { status: 409, title: "There is no such meeting planned. The Hopper takes it meanwhile." },
  meeting_over: { status: 409, title: "This meeting is over: nothing comes onto its agenda any more." },
  page_full: { status: 409, title: "There is as much on this page as it can hold." },
  page_busy: { status: 409, title: "This page is being written just now. Try again in a moment." },
  plan_changed: {
    status: 409,
    title: "A calendar or a series has changed since this was planned, so nothing was done. Look at the plan again.",
  },
  round_open: { status: 409, title: "A round of planning goes on already. End it before you begin another." },
  round_over: { status: 409, title: "This round of planning is over, so nothing was changed." },
  chart_in_circle: {
    status: 409,
    title: "On that day somebody would manage themselves by way of others, so nobody could plan first. Mend the chart.",
  },
  no_managers: { status: 409, title: "On that day the chart has nobody who manages anybody." },
  no_mail_in: { status: 409, title: "No mail comes in at this server: whoever runs it has not set that up." },
  no_invitations: {
    status: 409,
    title: "This server sends no invitations: whoever runs it has not set up mail for that.",
  },
  too_many_calendars: { status: 409, title: "You have as many calendars as one person can have. Take one away first." },
  account_refused: {
    status: 409,
    title: "The calendar’s server does not take this name and password. Many services want an app password.",
  },
  account_revoked: { status: 409, title: "The permission for this account was taken back, or is over. Give it again." },
  account_unreachable: { status: 409, title: "The calendar’s server does not answer. Try again later." },
  account_busy: { status: 409, title: "The calendar’s server asks to be left alone for a while. Try again later." },
  calendar_not_there: { status: 409, title: "One of these calendars is not there any more. Look at them once more." },
  consent_incomplete: {
    status: 409,
    title:
      "Not all was permitted that is needed to see when you are taken. Connect once more, and leave every box ticked.",
  },
  consent_void: {
    status: 410,
    title:
      "This permission is no longer good: it was used, is too old, or was asked for in another session. Connect once more.",
  },
  too_many_tokens: { status: 409, title: "There are as many tokens as there can be. Revoke one first." },
  too_many_chats: { status: 409, title: "You have connected as many chats as one person can. Take one away first." },
  too_many_webhooks: { status: 409, title: "You have as many webhooks as one person can have. Take one away first." },
  no_link_host: {
    status: 400,
    title:
      "That is no address of such a place. It begins with https:// and has neither a port nor a name and password in it.",
  },
  link_token_refused: {
    status: 409,
    title: "This token is not taken there. Copy it once more, and look what it may read; it was not kept.",
  },
  link_host_silent: { status: 409, title: "There is no answer from there just now. The token was not kept." },
  link_consent_incomplete: {
    status: 409,
    title: "It was not permitted to see what your files are called. Connect once more, and leave that box ticked.",
  },
  too_many_link_accounts: {
    status: 409,
    title: "You have as many of these tokens as one person can have. Take one away first.",
  },
  too_late: { status: 409, title: "That was too long ago to be taken back. Make a new one instead." },
  last_way_in: { status: 409, title: "This is the only way you can sign in. Add another one first." },
  address_taken: { status: 409, title: "There is an account with this address already." },
  identity_taken: { status: 409, title: "There is an account with this sign-in already." },
  other_account: { status: 409, title: "That is another account than the one you are signed in with. Sign out first." },
  vault_exists: { status: 409, title: "You have a notebook already." },
  manifest_changed: { status: 409, title: "Another device of yours has changed the notebook's keys meanwhile." },
  record_gap: { status: 409, title: "What comes before this note has not arrived yet." },
  record_differs: { status: 409, title: "Another note of this device has this number already." },
  snapshot_overtaken: { status: 409, title: "Another device of yours has tidied these notes up meanwhile." },
  notebook_full: {
    status: 409,
    title: "Your notebook holds as much as one person can keep on this server. What is new stays on this device.",
  },
  too_many_passkeys: { status: 409, title: "You have as many passkeys as one person can have." },
  sign_in_void: {
    status: 410,
    title: "This is no longer good: it was used, is too old, or was tried too often. Please begin again.",
  },
  invitation_expired: { status: 410, title: "This invitation has expired. Ask for a new one." },
  invitation_revoked: {
    status: 410,
    title: "This invitation was taken back. Ask for a new one if that surprises you.",
  },
  invitation_used: {
    status: 410,
    title: "Somebody has already used this invitation. Ask for a new one if it wasn't you.",
  },
  setup_over: {
    status: 410,
    title: "This setup link has been used or has expired. Whoever runs the server can make a new one.",
  },
  not_as_read: { status: 412, title: "It is not any more as it was when you read it. Read it again, then change it." },
  image_too_large: { status: 413, title: "An image can have 8 MB at most. Make it smaller, then put it in again." },
  too_large: { status: 413, title: "That is more than can be sent at once." },
  unsupported_type: { status: 415, title: "The request's body must be application/json." },
  key_reused: {
    status: 422,
    title: "This Idempotency-Key was used for another request. Take a new one for each thing you want done.",
  },
  too_many_requests: { status: 429, title: "Too many tries in a short time. Wait a minute and try again." },
  failed: { status: 500, title: "Something went wrong on our side. Your page is safe; please try again." },
  files_busy: { status: 503, title: "Others are waiting for their files just now. Try again in a minute." },
  service_unavailable: { status: 503, title: "The service did not answer as it should. Please try again in a while." },
  unavailable: { status: 503, title: "The server cannot store anything just now. It will be tried again." },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemName = keyof typeof PROBLEMS;

type ProblemAnswer<Name> = Name extends ProblemName
  ? Response & TypedResponse<Problem, (typeof PROBLEMS)[Name]["status"], "json">
  : never;

/**
 * Answers as application/problem+json (RFC 9457); `type` is a relative reference that clients can compare.
 *
 * @param members what more the answer says (§3.2), as the route describes it.
 */
export function problem<Name extends ProblemName>(
  c: Context,
  name: Name,
  detail?: string,
  members: object = {},
): ProblemAnswer<Name> {
  const title = { type: `/problems/${name}`, ...PROBLEMS[name] };
  const body: Problem = { ...title, ...(detail === undefined ? {} : { detail }), ...members };
  const answer = c.json(body, PROBLEMS[name].status, { "content-type": "application/problem+json" });
  return answer as ProblemAnswer<Name>;
}
