/** GET /api/pairs/:id/access-log?before=day → for those who have a seat: who could read the page, and who did */
export type AccessLog = {
  /** the newest first */
  events: AccessLogEvent[];
  /** whether there is something before the last day */
  more: boolean;
};

export type AccessLogEvent = {
  /** ISO date in UTC; no time of day is told */
  day: string;
  kind:
    | "invited"
    | "link_revoked"
    | "joined"
    | "account_changed"
    | "opened"
    | "seat_freed"
    | "access_ended"
    | "frozen"
    | "thawed"
    | "exported"
    | "restored"
    | "handed_over"
    | "token_read"
    | "token_wrote"
    | "webhook_told"
    | "backup_restored"
    | "operator_export";
  /** whose seat it is about; null: the page's as a whole */
  member: "a" | "b" | null;
  /** as whoever held the seat was called then */
  name: string;
  /** whose doing it was; null: neither of the two */
  actor: "a" | "b" | null;
};

/** POST /api/pairs/:id/access-log: a member's own device says what it has done, which no server sees. */
export type NoteAccess = { kind: "exported" | "restored" };

/**
 * POST /api/socket-tickets → a socket is opened with the subprotocols `SOCKET_PROTOCOL` and `ticket.${ticket}`, within
 * half a minute and by the same session; null where nobody is signed in
 */
export type SocketTicket = { ticket: string | null };

/** What the server agrees to speak; the ticket beside it is for opening only. */
export const SOCKET_PROTOCOL = "candor";
