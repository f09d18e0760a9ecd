/**
 * What this device keeps beside the pages: private notes, thoughts that are on no page yet, how pages looked at the last
 * visit. By name, so that the code of none of them is fetched for this.
 */
const BESIDE_PAGES = ["candor-notebook", "candor-inbox", "candor-visits"];

/** Deletes them. Where another tab has one open it lets go of it now, and it is deleted then. */
export async function forgetDatabases(databases: Pick<IDBFactory, "deleteDatabase"> | null): Promise<void> {
  await Promise.all(
    BESIDE_PAGES.map(
      (name) =>
        new Promise<void>((done) => {
          try {
            const request = databases?.deleteDatabase(name);
            if (request) request.onsuccess = request.onerror = request.onblocked = () => done();
            else done();
          } catch {
            done(); // a browser that keeps nothing
          }
        }),
    ),
  );
}
