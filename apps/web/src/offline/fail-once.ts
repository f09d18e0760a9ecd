import { type IDBPDatabase, unwrap, wrap } from "idb";

/**
 * Whatever fails in a transaction is told to whoever asked for it; that the transaction ends by it is no second failure,
 * and must not lie about as one that nobody has seen to.
 */
export function failOnce<Schema>(database: IDBPDatabase<Schema>): IDBPDatabase<Schema> {
  const plain = unwrap(database);
  const begin = plain.transaction.bind(plain);
  plain.transaction = (...wanted) => {
    const transaction = begin(...wanted);
    wrap(transaction).done.catch(() => undefined);
    return transaction;
  };
  return database;
}
