import type { ColumnType, Generated } from "kysely";

export type AuthTables = {
  user: UserTable;
  session: SessionTable;
  account: AccountTable;
  verification: VerificationTable;
};

/** The sign-in library writes and reads Dates on PostgreSQL, ISO text on SQLite. Both are taken. */
type AuthTime = ColumnType<string | Date, string | Date, string | Date>;

/** 0/1 on SQLite, boolean on PostgreSQL. */
type AuthFlag = ColumnType<number | boolean, number | boolean, number | boolean>;

export type UserTable = {
  id: string;
  name: string;
  email: string;
  emailVerified: AuthFlag;
  image: string | null;
  createdAt: AuthTime;
  updatedAt: AuthTime;
  isAnonymous: AuthFlag | null;
};

export type SessionTable = {
  id: string;
  expiresAt: AuthTime;
  token: string;
  createdAt: AuthTime;
  updatedAt: AuthTime;
  ipAddress: string | null;
  userAgent: string | null;
  userId: string;
  /** 1: it began by a provider's word alone, which may not have asked who is there */
  silent: Generated<number>;
};

export type AccountTable = {
  id: string;
  accountId: string;
  providerId: string;
  userId: string;
  accessToken: string | null;
  refreshToken: string | null;
  idToken: string | null;
  accessTokenExpiresAt: AuthTime | null;
  refreshTokenExpiresAt: AuthTime | null;
  scope: string | null;
  password: string | null;
  createdAt: AuthTime;
  updatedAt: AuthTime;
};

export type VerificationTable = {
  id: string;
  identifier: string;
  value: string;
  expiresAt: AuthTime;
  createdAt: AuthTime;
  updatedAt: AuthTime;
};
