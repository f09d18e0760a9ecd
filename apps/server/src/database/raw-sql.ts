export type SqlValue = null | number | string | Uint8Array;

/** A statement with its parameters written $1, $2, … on both engines. */
export type Statement = { sql: string; parameters: readonly SqlValue[] };

/**
 * Runs one statement and returns its rows. For the paths every keystroke and every opened page take; elsewhere Kysely
 * checks names and types.
 */
export type RawSql = <Row>(sql: string, ...parameters: SqlValue[]) => Promise<Row[]>;
