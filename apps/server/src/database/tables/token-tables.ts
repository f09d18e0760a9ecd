export type TokenTables = { api_token: ApiTokenTable; api_answer: ApiAnswerTable };

/** What somebody lets a program do in their name. Of its secret only a hash is kept. */
export type ApiTokenTable = {
  id: string;
  user_id: string;
  name: string;
  token_hash: string;
  /** JSON: a list of `TokenScope` */
  scopes: string;
  /** JSON: ids of pages; null: all of its owner's */
  pages: string | null;
  created_at: string;
  expires_at: string;
  /** a day, for more is not kept */
  last_used_on: string | null;
  revoked_at: string | null;
};

/** What a request with an Idempotency-Key was answered, so that the same once more is answered alike and does nothing. */
export type ApiAnswerTable = {
  token_id: string;
  key: string;
  user_id: string;
  page: string;
  request_hash: string;
  status: number;
  body: string;
  at: string;
};
