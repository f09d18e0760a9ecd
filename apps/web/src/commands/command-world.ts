import type { MemberId } from "@candor/core/person/member.ts";
import type { ReadonlySignal } from "@preact/signals";
import type { OpenPage } from "../capture/deliver.ts";
import type { ReadStoredPage } from "../search/device-index.ts";
import type { SearchServer } from "../search/search-elsewhere.ts";
import type { Person } from "./palette-items.ts";

/** What commands and overlays need of the app around them. */
export type CommandWorld = {
  /** the people I meet, a page each */
  people: ReadonlySignal<readonly Person[]>;
  /** what the two of a pair are called, from my seat: "you" is left to the texts */
  names: (pairId: string) => Readonly<Record<MemberId, string>>;
  openPage: OpenPage;
  readStored: ReadStoredPage;
  searchServer: SearchServer;
  isOnline: ReadonlySignal<boolean>;
  go: (path: string) => void;
};
