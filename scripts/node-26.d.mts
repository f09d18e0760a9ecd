export const root: string;
/** With what Node runs the server. */
export const SERVER_FLAGS: readonly string[];
export function findNode26(): string | null;
export function node26Environment(): NodeJS.ProcessEnv;
