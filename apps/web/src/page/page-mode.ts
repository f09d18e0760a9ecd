/**
 * "live": the page in meeting mode; "walk": what is written down after a walk; "ledger": what came of things; "pairing": two
 * working side by side; "private": notes.
 */
export type PageMode = "page" | "live" | "walk" | "ledger" | "pairing" | "private";
