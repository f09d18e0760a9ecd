/** "live": the page in meeting mode; "walk": what is written down after a walk; "ledger": what came of things; "private": notes. */
export type PageMode = "page" | "live" | "walk" | "ledger" | "private";
