import {
  type ClientBinding,
  type LogEntry,
  type PageLog,
  type PageSnapshot,
  StorageUnavailable,
  type StoredUpdate,
} from "../page-log.ts";

export type LogCopy = {
  rows: (LogEntry & { seq: number })[];
  snapshots: [string, PageSnapshot][];
  bindings: ClientBinding[];
};

/** A page log in memory whose disk can fill up and whose commits can be held back. */
export class MemoryLog implements PageLog {
  epoch = 1;
  readonly elsewhere = null;
  /** "full": nothing is stored; "broken": an error nobody foresaw */
  disk: "ok" | "full" | "broken" = "ok";
  readonly rows: (LogEntry & { seq: number })[] = [];
  readonly snapshots = new Map<string, PageSnapshot>();
  readonly bindings: ClientBinding[] = [];
  private held: Promise<void> | null = null;

  /** What a backup of it would have. */
  copy(): LogCopy {
    return { rows: this.rows.slice(), snapshots: [...this.snapshots], bindings: this.bindings.slice() };
  }

  paste({ rows, snapshots, bindings }: LogCopy): void {
    this.rows.push(...rows);
    for (const [page, snapshot] of snapshots) this.snapshots.set(page, snapshot);
    this.bindings.push(...bindings);
  }

  /** Holds back what is appended from now on. @returns the way to let it go on. */
  hold(): () => void {
    let release = () => {};
    this.held = new Promise((resolve) => {
      release = () => {
        this.held = null;
        resolve();
      };
    });
    return release;
  }

  appendNow(): null {
    return null;
  }

  async append(entries: readonly LogEntry[]): Promise<number[]> {
    await (this.held ?? Promise.resolve());
    this.checkDisk();
    for (const { page, session, cseq } of entries)
      if (this.rows.some((row) => row.page === page && row.session === session && row.cseq === cseq))
        throw new Error(`stored twice: ${session} ${cseq}`);
    return entries.map((entry) => {
      const seq = this.rows.length + 1;
      this.rows.push({ ...entry, seq });
      return seq;
    });
  }

  async readTail(page: string, afterSeq: number): Promise<StoredUpdate[]> {
    return this.rows
      .filter((row) => row.page === page && row.seq > afterSeq)
      .map(({ seq, update }) => ({ seq, update }));
  }

  async readSnapshot(page: string): Promise<PageSnapshot | null> {
    return this.snapshots.get(page) ?? null;
  }

  async storedCseq(page: string, session: string): Promise<number> {
    return this.rows.filter((row) => row.page === page && row.session === session).at(-1)?.cseq ?? 0;
  }

  async bindClient(binding: ClientBinding): Promise<"bound" | "taken"> {
    this.checkDisk();
    const { page, clientId, session, userId } = binding;
    const near = this.bindings.filter(
      (each) => each.page === page && (each.clientId === clientId || each.session === session),
    );
    if (near.length === 0) this.bindings.push(binding);
    const same = (each: ClientBinding) =>
      each.clientId === clientId && each.session === session && each.userId === userId;
    return near.every(same) ? "bound" : "taken";
  }

  async readBinding(page: string, clientId: number): Promise<ClientBinding | null> {
    return this.bindings.find((each) => each.page === page && each.clientId === clientId) ?? null;
  }

  async probe(): Promise<void> {
    this.checkDisk();
  }

  private checkDisk(): void {
    if (this.disk === "full") throw new StorageUnavailable("no space left");
    if (this.disk === "broken") throw new Error("the disk is on fire");
  }
}
