export type AssistantTables = { assistant_code: AssistantCodeTable; assistant_grant: AssistantGrantTable };

/** What a person said yes to, until the assistant fetches its token. Of the code only a hash is kept. */
export type AssistantCodeTable = {
  code_hash: string;
  user_id: string;
  /** of the client's id, which may be long */
  client_hash: string;
  name: string;
  /** where the assistant is answered */
  host: string;
  redirect_uri: string;
  challenge: string;
  /** JSON: a list of `TokenScope` */
  scopes: string;
  /** JSON: ids of pages; null: all of its owner's */
  pages: string | null;
  expires_at: string;
  /** what was or would have been made by it; null: nobody has come with it yet */
  token_id: string | null;
};

/** A token that an assistant got by a person's sign-in: its secret lives for an hour, and is renewed by another. */
export type AssistantGrantTable = {
  token_id: string;
  user_id: string;
  client_hash: string;
  host: string;
  /** stays the same in all of its refresh tokens, so that an old one is known as its own */
  family_hash: string;
  /** of the newest one */
  refresh_hash: string;
  /** of the one before, which may come once more until `previous_until`; null: it may not, or what it gave was used */
  previous_hash: string | null;
  previous_until: string | null;
  access_expires_at: string;
};
