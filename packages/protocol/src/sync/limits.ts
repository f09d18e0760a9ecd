/** What the server takes (SECURITY.md Y8, H7). Both sides know them, so that an honest client never runs into one. */
export const MAX_FRAME_BYTES = 1_048_576; // 1 MiB: the socket's maxPayload
export const MAX_UPDATE_BYTES = 262_144; // 256 KiB of Yjs update in one push
export const MAX_CLOCK_STEPS = 100_000; // Yjs clock steps in one push
/** How large a part of a larger update is cut: below what the server takes, since what the cut adds is only known afterwards. */
export const PART_LIMITS = { bytes: MAX_UPDATE_BYTES - 1024, clockSteps: MAX_CLOCK_STEPS / 2 } as const;
export const MAX_PAGE_BYTES = 5_242_880; // 5 MiB of snapshot and tail
export const MAX_AWARENESS_BYTES = 4_096; // a caret and a name
export const PUSHES_PER_SECOND = 30; // sustained, per socket and page
export const PUSH_BURST = 300;
export const MAX_OPEN_PAGES = 200; // per socket
