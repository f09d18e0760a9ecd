export type LogLevel = "debug" | "info" | "error";
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** One JSON object a line. Fields are named one by one, so that no request, header or row slips in whole. */
export type Log = {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  /** `cause` is written with its stack and its own causes. */
  error(message: string, cause: unknown, fields?: LogFields): void;
};

const RANK: Record<LogLevel, number> = { debug: 0, info: 1, error: 2 };

/** @param write takes one line, newline included. */
export function createLog(level: LogLevel, write: (line: string) => void, now: () => Date): Log {
  const line = (of: LogLevel, message: string, fields: LogFields) => {
    if (RANK[of] >= RANK[level])
      write(`${JSON.stringify({ at: now().toISOString(), level: of, message, ...fields })}\n`);
  };
  return {
    debug: (message, fields = {}) => line("debug", message, fields),
    info: (message, fields = {}) => line("info", message, fields),
    error: (message, cause, fields = {}) => line("error", message, { ...fields, cause: describeCause(cause) }),
  };
}

const MAX_CAUSES = 5; // deep enough for every wrapper there is; ends where causes form a ring

function describeCause(cause: unknown): string {
  const told: string[] = [];
  for (let at = cause, depth = 0; at !== undefined && at !== null && depth < MAX_CAUSES; depth += 1) {
    told.push(at instanceof Error ? (at.stack ?? `${at.name}: ${at.message}`) : String(at));
    at = at instanceof Error ? at.cause : undefined;
  }
  return withoutSecrets(told.join("\ncaused by "));
}

// Database drivers repeat the address they could not reach, password and all.
function withoutSecrets(text: string): string {
  return text.replace(/(\w+:\/\/[^\s:/@]*):[^\s@/]*@/g, "$1:…@");
}
