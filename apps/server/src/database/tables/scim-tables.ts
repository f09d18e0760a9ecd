export type ScimTables = {
  scim_token: ScimTokenTable;
  scim_profile: ScimProfileTable;
  scim_group: ScimGroupTable;
  scim_group_member: { group_id: string; person_id: string };
};

export type ScimTokenTable = {
  id: string;
  workspace_id: string;
  name: string;
  token_hash: string;
  created_by: string;
  created_at: string;
  last_used_at: string | null;
  revoked_at: string | null;
};

/** What a directory said of a person, kept to be read back; what Candor shows of it stands in `person`. */
export type ScimProfileTable = {
  person_id: string;
  workspace_id: string;
  /** the userName in lower case; null once deleted, so that it can be given again */
  user_name_key: string | null;
  /** JSON: userName, displayName, name, emails, employeeNumber, as they were written */
  attributes: string;
  updated_at: string;
  /** since then the directory does not find them, and they have left */
  deleted_at: string | null;
};

export type ScimGroupTable = {
  id: string;
  workspace_id: string;
  display_name: string;
  external_id: string | null;
  created_at: string;
  updated_at: string;
};
