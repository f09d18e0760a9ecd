import type { LinkLook } from "@candor/core/link/link-look.ts";

/** One question to a provider's API. */
export type LinkQuestion = {
  address: string;
  headers?: Readonly<Record<string, string>>;
  /** sent by POST */
  body?: object;
};

/** With what somebody lets themselves in at a provider's API. `account`: the name that goes with it, where one does. */
export type LinkToken = { token: string; account: string | null };

/** What somebody works on, as a provider lists it. */
export type LinkedWork = LinkLook & { address: string };

/** How a provider's addresses and answers are read. All of it is pure, and takes whatever comes. */
export type LinkReader = {
  /** @returns null where the API says nothing of what is at this address. */
  question(url: URL): LinkQuestion | null;
  /** @returns null where the answer is none that this provider gives. */
  read(body: unknown, url: URL): LinkLook | null;
  /** the value of the header `authorization` */
  authorization(token: LinkToken): string;
  /** Asks who it is that a token lets in. @param origin of the addresses that people see */
  whoQuestion(origin: string): LinkQuestion;
  /** @returns what they are called there; null where the answer is none that this provider gives. */
  readWho(body: unknown): string | null;
  /** whether the API answers those without a token, too */
  answersAnybody: boolean;
  workQuestion(origin: string): LinkQuestion | null;
  readWork(body: unknown, origin: string): LinkedWork[] | null;
};
