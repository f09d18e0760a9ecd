import type { RefusalName } from "@candor/protocol/sync/codes.ts";

export const offlineTexts = {
  /** why the server takes nothing, for each of its codes */
  why: {
    malformed_frame: "The server did not understand this version of Candor.",
    signed_out: "You are signed out.",
    wrong_origin: "The server is not meant for this address.",
    wrong_version: "This version of Candor is too old for the server: reload.",
    frame_too_large: "A change is too large for the server.",
    too_slow: "The connection is too slow for the server.",
    too_many_pages: "Too many pages are open at once.",
    unknown_page: "The server does not give you this page.",
    access_ended: "Your access to this page has ended.",
    session_taken: "The server takes what was written in this tab for somebody else's.",
    read_only: "This page can only be read just now.",
    malformed_update: "The server did not understand a change.",
    foreign_client: "The server takes a change for somebody else's.",
    causal_gap: "A change stands on something that the server does not have.",
    push_gap: "The server misses something before a change.",
    update_too_large: "A change is too large for the server.",
    page_too_large: "The page is too large for the server to take more.",
    too_many_updates: "There were more changes at once than the server takes.",
    schema_violation: "A change is nothing that this page can hold.",
    storage_unavailable: "The server has no room left.",
    server_stopping: "The server is being restarted.",
    internal: "The server failed at a change.",
  } satisfies Record<RefusalName, string>,
  /** the one word of the page's header */
  label: {
    waiting: "Not saved on the server",
    signed_out: "Signed out",
    wrong_version: "Reload to go on",
    unknown_page: "No access",
    access_ended: "No access",
    other: "Not connected",
  },
  nothingWaits: "Nothing of yours waits to be saved.",
  onDevice: (count: number) => `${changes(count)} not on the server; kept on this device.`,
  inTab: (count: number) => `${changes(count)} not on the server; only in this tab: leave it open.`,
  stuck: {
    goOn: "Set aside and go on",
    explain: "What you write from here on is not sent either.",
    failed: "This device could not keep it aside. Export the page first.",
  },
  aside: {
    one: (why: string) =>
      `A change could not be stored. ${why} It was set aside on this device, with what came after it.`,
    many: (count: number) => `${count} changes could not be stored and were set aside on this device.`,
    inTab: "This browser keeps nothing: download it before you close the tab.",
    look: "Look at it",
    title: "Set aside",
    explain: "This never reached the server. Copy from it what you want to write again.",
    noText: "It has no text: something was moved, marked or taken away.",
    welcome: "Welcome",
    download: "Download",
    throwAway: "Throw away",
    fileName: (at: string) => `Set aside ${at.slice(0, 16).replace("T", " ")}.md`,
  },
};

function changes(count: number): string {
  return count === 1 ? "1 change is" : `${count} changes are`;
}
