import type { ProblemTable } from "./problem-table.ts";

/** Programs, chats, mail and other places that are connected. */
export const CONNECTION_PROBLEMS = {
  no_webhook_address: {
    status: 400,
    title:
      "That is no address that can be told something. It begins with https:// and has neither a port nor a name and password in it.",
  },
  inner_webhook_address: {
    status: 400,
    title:
      "This address lies within the network of this server, where nothing is told. Give one that the internet can reach, or ask whoever runs the server to allow it.",
  },
  no_push_address: {
    status: 400,
    title:
      "That is no address of a push service. It begins with https:// and has neither a port nor a name and password in it.",
  },
  inner_push_address: {
    status: 400,
    title:
      "The push service of this browser lies within the network of this server, where nothing is sent. Use another browser, or ask whoever runs the server to allow it.",
  },
  authorization_pending: { status: 400, title: "Nobody has answered yet. Ask again in a few seconds." },
  slow_down: { status: 400, title: "Ask less often: every few seconds is enough." },
  access_denied: { status: 400, title: "The person said no." },
  not_signed: { status: 401, title: "This is not signed by whom it says it is from, or came too late, or twice." },
  token_void: { status: 401, title: "The token is missing, wrong, revoked or expired." },
  scope_missing: { status: 403, title: "The token was not given leave for this." },
  no_mail_in: { status: 409, title: "No mail comes in at this server: whoever runs it has not set that up." },
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
} as const satisfies ProblemTable;
