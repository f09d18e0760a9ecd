/** A file of the app, as the build lists it; one without a revision has its hash in its name. */
export type AppFile = { url: string; revision: string | null };

const AT_ONCE = 6;
const HASHED = /^\/assets\//;
/** Seldom changes from version to version, and opens notes without a network: it stays for those who have used it. */
const STAYS = /\/stretch-worker-/;

/**
 * The app's files on this device. Two versions lie side by side while the old one is in use: each file is kept under its
 * address and revision.
 */
export class AppCache {
  private readonly cache: Cache;
  private readonly kept: ReadonlyMap<string, AppFile>;

  /** @param files all that is kept ahead of need. */
  constructor(cache: Cache, files: readonly AppFile[]) {
    this.cache = cache;
    this.kept = new Map(files.map((file) => [`/${file.url}`, file]));
  }

  /**
   * Fetches what is not here yet.
   *
   * @throws where one cannot be had; what came before it stays for the next time.
   */
  async fill(fetch: (request: Request) => Promise<Response>): Promise<void> {
    const here = new Set((await this.cache.keys()).map(({ url }) => url));
    const missing = [...this.kept.values()].filter((file) => !here.has(keyOf(file)));
    const worker = async () => {
      for (let file = missing.shift(); file; file = missing.shift()) {
        // What is always called the same may be an older one in the browser's own cache.
        const request = new Request(addressOf(file), file.revision === null ? {} : { cache: "reload" });
        const response = await fetch(request);
        if (!response.ok || response.redirected) throw new Error(`${file.url} could not be fetched`);
        await this.cache.put(keyOf(file), response);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  /** Lets go of the files of earlier versions. */
  async tidy(): Promise<void> {
    const wanted = new Set([...this.kept.values()].map(keyOf));
    for (const request of await this.cache.keys())
      if (!wanted.has(request.url) && !STAYS.test(request.url)) await this.cache.delete(request);
  }

  /** @returns null for what is none of the app's files. */
  answer(path: string, fetch: () => Promise<Response>): Promise<Response> | null {
    const file = this.kept.get(path);
    if (file) return this.cache.match(keyOf(file)).then((found) => found ?? fetch());
    return HASHED.test(path) ? this.keepWhatIsUsed(path, fetch) : null;
  }

  /** Files that are seldom wanted, or of no use without the server, are kept once they have been. */
  private async keepWhatIsUsed(path: string, fetch: () => Promise<Response>): Promise<Response> {
    const key = new URL(path, location.origin).href;
    const found = await this.cache.match(key);
    if (found) return found;
    const response = await fetch();
    if (response.status === 200) await this.cache.put(key, response.clone()).catch(() => undefined); // storage is full
    return response;
  }
}

function addressOf({ url }: AppFile): string {
  return new URL(`/${url}`, location.origin).href;
}

function keyOf(file: AppFile): string {
  return file.revision === null ? addressOf(file) : `${addressOf(file)}?revision=${file.revision}`;
}
