/** What is spoken of before everybody: a theme of somebody's notes as they tell it, what was announced, an open question. */
export const AGENDA_KINDS = ["announcement", "theme", "question", "other"] as const;
export type AgendaKind = (typeof AGENDA_KINDS)[number];
