import type { Schema } from "../database/schema.ts";

/**
 * What an erasure does to the rows of a table. A table that keeps nothing about anybody has nothing to say.
 */
type Handling<Table> = {
  /** names an account: the row goes with it */
  goesWith?: readonly (keyof Table & string)[];
  /** names an account that once did something to what stays: it is overwritten with `ERASED_USER` */
  overwritten?: readonly (keyof Table & string)[];
  /** names a page: the row goes where the page goes whole */
  page?: keyof Table & string;
  /** where in this folder it is done, since it takes more than that */
  by?: "erase-account" | "clear-orphan-rows";
};

/** Stands in the place of an account that is no more. The same for everybody, so that nothing leads back from it. */
export const ERASED_USER = "erased";

/**
 * Every table and what of it is somebody's. Whoever adds a table says it here, or the compiler asks for it: what this
 * list does not know would outlive the people it is about.
 */
export const PERSONAL_DATA: { readonly [Name in keyof Schema]: Handling<Schema[Name]> } = {
  user: { goesWith: ["id"] },
  session: { goesWith: ["userId"] },
  account: { goesWith: ["userId"] },
  verification: { by: "erase-account" },

  workspace: {},
  person: { by: "erase-account" },
  manager_edge: {},
  workspace_invitation: { overwritten: ["created_by"] },
  people_import: { overwritten: ["created_by"], by: "erase-account" },
  scim_token: { overwritten: ["created_by"] },
  scim_profile: { by: "erase-account" },
  scim_group: {},
  scim_group_member: { by: "erase-account" },

  pair: { overwritten: ["created_by"], page: "id" },
  pair_member: { page: "pair_id", by: "erase-account" },
  invitation: { overwritten: ["created_by", "accepted_by"], page: "pair_id" },

  meeting_worth: { page: "pair_id", by: "erase-account" },
  own_question: { goesWith: ["user_id"] },
  question_mark: { goesWith: ["user_id"] },

  calendar_account: { goesWith: ["user_id"] },
  calendar_channel: {}, // goes with its calendar, by a cascade
  calendar_entry: { goesWith: ["user_id"] },
  calendar_feed: { goesWith: ["user_id"] },
  calendar_source: { goesWith: ["user_id"] },
  calendar_share: { goesWith: ["user_id"], page: "pair_id" },
  calendar_target: { goesWith: ["user_id"] },

  series_invitation: { overwritten: ["turned_by"], page: "pair_id" },
  invitation_mail: { goesWith: ["user_id"], page: "pair_id" },
  invitation_answer: { goesWith: ["user_id"], page: "pair_id" },
  invitation_note: { goesWith: ["user_id"], page: "pair_id" },

  handoff: { goesWith: ["user_id"], page: "new_pair_id" },
  handoff_meeting: {}, // goes with its hand-off

  planner_setting: { goesWith: ["user_id"] },
  series_plan: { goesWith: ["user_id"] },
  series_plan_step: { page: "pair_id" }, // and with its plan

  planning_round: {},
  planning_turn: { by: "erase-account" },

  erasure: { goesWith: ["user_id"] },
  nightly_export: { goesWith: ["user_id"] },

  vault: { goesWith: ["user_id"] },
  vault_manifest: {}, // these three go with their vault
  note_head: {},
  note_record: {},

  mail_address: { goesWith: ["user_id"], page: "pair_id" },
  mail_taken: { goesWith: ["user_id"], page: "pair_id" },
  mail_setting: { goesWith: ["user_id"] },
  notice_setting: { goesWith: ["user_id"] },
  notice_sent: { goesWith: ["user_id"], page: "pair_id" },
  push_subscription: { goesWith: ["user_id"] },

  mail_outbox: { by: "erase-account" },
  mail_proof: { goesWith: ["user_id"], by: "erase-account" },
  known_browser: { by: "erase-account" },
  passkey: { goesWith: ["user_id"] },
  ceremony: { goesWith: ["user_id"] },
  account_claim: { goesWith: ["from_user", "to_user"] },

  used_socket_ticket: {},
  page_access_event: { page: "pair_id", by: "erase-account" },
  server_event: {},
  access_change: {},

  page_log: { by: "clear-orphan-rows" },
  page_session: { overwritten: ["user_id"], page: "page" },
  page_snapshot: { page: "page" },
  page_volume: { page: "page" },
  page_state: { page: "page" },

  topic: { page: "page" },
  meeting: { page: "page" },
  action: { page: "page" },
  search_entry: { page: "page" },
  binned_thing: { page: "page" },
  series: { page: "page" },
  pairing_thing: { page: "page" },

  artifact: { overwritten: ["created_by"] },
  artifact_person: { goesWith: ["user_id"], page: "pair_id" },
  artifact_source: { page: "pair_id" }, // and with its artifact, as these two
  artifact_proposal: { page: "pair_id" },
  artifact_image: { overwritten: ["added_by"] },
  artifact_suggestion: { overwritten: ["suggested_by", "decided_by"] }, // the words are part of the work of many, as a comment is
  artifact_link: { overwritten: ["made_by"] },

  announce_channel: { goesWith: ["user_id"], overwritten: ["created_by"] },
  announce_address: { by: "erase-account" },
  announcement: { overwritten: ["created_by"] }, // and with its artifact
  announcement_delivery: { by: "erase-account" },
  all_hands: { overwritten: ["begun_by"] },
  all_hands_item: { overwritten: ["added_by"] },

  cadence_stated: { page: "pair_id", by: "erase-account" },
  cadence_declined: { page: "pair_id", by: "erase-account" },
  cadence_advice: { page: "pair_id" },
  cadence_budget: { goesWith: ["user_id"] },
  portrait_entry: { goesWith: ["user_id"] },
  portrait_share: { goesWith: ["user_id"], page: "pair_id" },
  reminder_setting: { goesWith: ["user_id"] },

  skip_round: { by: "erase-account" }, // these four are about people of the chart
  skip_turn: { by: "erase-account" },
  skip_notice: { by: "erase-account" },
  skip_page_notice: { by: "erase-account" },

  link_look: { goesWith: ["user_id"] }, // and within hours; what anybody may see names nobody
  work_list: { goesWith: ["user_id"], page: "pair_id" },
  link_account: { goesWith: ["user_id"] },
  webhook: { goesWith: ["user_id"] },
  webhook_delivery: { goesWith: ["user_id"], page: "page" },
  device_request: { goesWith: ["user_id"] },
  chat_link: { goesWith: ["user_id"] },
  chat_asking: {}, // of whom nobody knows yet who they are here; gone within ten minutes
  chat_seen: {},
  api_token: { goesWith: ["user_id"] },
  assistant_code: { goesWith: ["user_id"] },
  assistant_grant: { goesWith: ["user_id"] },
  api_answer: { goesWith: ["user_id"], page: "page" },

  node_event: {}, // gone within two hours
  node_lease: {},

  setting: {},
};

/** The tables with a column of a kind, in an order in which rows that others point to go last. */
export function tablesWith(kind: "goesWith" | "overwritten" | "page"): { table: keyof Schema; columns: string[] }[] {
  const last: readonly string[] = ["pair", "user"];
  return (Object.keys(PERSONAL_DATA) as (keyof Schema)[])
    .flatMap((table) => {
      const columns = PERSONAL_DATA[table][kind] ?? [];
      const listed = typeof columns === "string" ? [columns] : [...columns];
      return listed.length === 0 ? [] : [{ table, columns: listed }];
    })
    .sort((one, other) => last.indexOf(one.table) - last.indexOf(other.table));
}
