import type { RefusalName } from "@candor/protocol/sync/codes.ts";

export const offlineTexts = {
  /** why the server takes nothing, for each of its codes */
  why: {
    malformed_frame: "The server did not understand this version of Candor.",
    signed_out: "You are signed out.",
    wrong_origin: "The server is not meant for this address.",
    wrong_version: "This version of Candor is too old for the server: reload.",
    frame_too_large: "One change could not be stored: it is too large.",
    too_slow: "The connection is too slow for the server.",
    too_many_pages: "Too many pages are open at once.",
    unknown_page: "The server does not give you this page.",
    access_ended: "Your access to this page has ended.",
    session_taken: "One change could not be stored: the server takes this tab for somebody else's.",
    read_only: "This page can only be read just now.",
    malformed_update: "One change could not be stored: the server did not understand it.",
    foreign_client: "One change could not be stored: the server takes it for somebody else's.",
    causal_gap: "One change could not be stored: it stands on something that the server does not have.",
    push_gap: "One change could not be stored: the server misses something before it.",
    update_too_large: "One change could not be stored: it is too large.",
    page_too_large: "One change could not be stored: the page is full.",
    too_many_updates: "There were more changes at once than the server takes.",
    schema_violation: "One change could not be stored: no page can hold it.",
    storage_unavailable: "The server has no room left.",
    server_stopping: "The server is being restarted.",
    internal: "The server refuses what is sent, by a fault of its own.",
  } satisfies Record<RefusalName, string>,
  /** the one word of the page's header */
  label: {
    waiting: "Not saved on the server",
    signed_out: "Signed out",
    wrong_version: "Reload to go on",
    unknown_page: "No access",
    access_ended: "No access",
    storage_unavailable: "Server has no room",
    other: "Not connected",
  },
  nothingWaits: "Nothing of yours waits to be saved.",
  onDevice: (count: number) => `${changes(count)} not on the server; kept on this device.`,
  inTab: (count: number) => `${changes(count)} not on the server; only in this tab: leave it open.`,
  stuck: {
    goOn: "Set aside and go on",
    explain: "Until you set it aside, what you write after it is not sent either.",
    failed: "This device could not keep it aside. Export the page first.",
  },
  aside: {
    one: (why: string) => `${why} It is set aside on this device, with what was written after it.`,
    many: (count: number) => `${count} times something could not be stored. It is set aside on this device.`,
    inTab: "This browser keeps nothing: download it before you close the tab.",
    look: "Look at it",
    title: "Set aside",
    explain: "This never reached the server. Copy from it what you want to write again.",
    noText: "It has no text: something was moved, marked or taken away.",
    welcome: "Welcome",
    download: "Download",
    throwAway: "Throw away",
    thrownAway: "Thrown away what was set aside",
    fileName: (at: string) => `Set aside ${at.slice(0, 16).replace("T", " ")}.md`,
  },
};

function changes(count: number): string {
  return count === 1 ? "1 change is" : `${count} changes are`;
}
