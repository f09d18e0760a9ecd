import type {
  AppendNoteRecords,
  NoteHead,
  PutManifest,
  StoredNoteRecord,
  VaultState,
} from "@candor/protocol/http/notebook.ts";
import type { Fetch } from "../../people/api-client.ts";

type Vault = { state: VaultState; records: StoredNoteRecord[] };

/** The server's part in private notes, in memory: it keeps bytes in order, and remembers everything it was ever sent. */
export class MemoryVaults {
  isOnline = true;
  /** every body that reached it */
  readonly bodies: string[] = [];
  private vaults = new Map<string, Vault>();
  private seq = 0;
  private readonly waits = new Set<{ resolve: () => void }>();

  readonly fetch: Fetch = async (path, { method = "GET", body, signal }) => {
    if (!this.isOnline) throw new TypeError("no network");
    if (body !== undefined && body !== null) this.bodies.push(String(body));
    const sent = body === undefined || body === null ? null : (JSON.parse(String(body)) as unknown);
    const [, id = "", rest = ""] = /^\/api\/notebook\/vaults(?:\/([^/]+))?(?:\/(.+))?$/.exec(path) ?? [];
    if (id === "") return Response.json([...this.vaults.values()].map(({ state }) => state));
    const vault = this.vaults.get(id);
    if (method === "PUT") return this.putManifest(id, sent as PutManifest);
    if (!vault) return problem(404, "not_found");
    if (method === "DELETE") {
      this.vaults.delete(id);
      return new Response(null, { status: 204 });
    }
    if (rest === "") return Response.json(vault.state);
    if (rest === "heads") return Response.json({ head: this.seq, heads: headsOf(vault) });
    const confirmed = /^snapshots\/(\d+)\/confirm$/.exec(rest)?.[1];
    if (confirmed) return this.confirm(vault, Number(confirmed));
    if (method === "POST") return this.append(vault, sent as AppendNoteRecords);
    const asked = new URLSearchParams(rest.split("?")[1]);
    const isAsked = (record: StoredNoteRecord) =>
      record.seq > Number(asked.get("after") ?? 0) &&
      record.doc === (asked.get("doc") ?? record.doc) &&
      !(asked.get("covered") === "skip" && isCovered(vault, record));
    const page = () => Response.json({ records: vault.records.filter(isAsked), more: false });
    if (!asked.has("wait") || vault.records.some(isAsked)) return page();
    await this.nextRecord(signal ?? null);
    return page();
  };

  /** As it stands now, to be gone back to. @param isTold whether the server then says so, as it does of a restore. */
  backup({ isTold } = { isTold: true }): () => void {
    const kept = structuredClone(this.vaults);
    return () => {
      this.vaults = structuredClone(kept);
      if (isTold) for (const { state } of this.vaults.values()) state.restoreEpoch += 1;
    };
  }

  /** As signing in does with what was begun before: that stands behind the notebook of the account. */
  claim(other: MemoryVaults): void {
    for (const [id, vault] of other.vaults) this.vaults.set(id, vault);
  }

  /** Loses what a device has written, and says nothing. */
  omit(device: string): void {
    for (const vault of this.vaults.values()) {
      vault.records = vault.records.filter((record) => record.device !== device);
    }
  }

  get records(): StoredNoteRecord[] {
    return [...this.vaults.values()].flatMap(({ records }) => records);
  }

  /** how many ask for what is new, and wait */
  get waiting(): number {
    return this.waits.size;
  }

  private nextRecord(signal: AbortSignal | null): Promise<void> {
    return new Promise((resolve, reject) => {
      const wait = { resolve };
      this.waits.add(wait);
      signal?.addEventListener("abort", () => {
        this.waits.delete(wait);
        reject(new DOMException("aborted", "AbortError"));
      });
    });
  }

  private putManifest(id: string, { follows, seq = follows + 1, manifest }: PutManifest): Response {
    const had = this.vaults.get(id);
    if ((had?.state.seq ?? 0) !== follows) {
      return problem(409, "manifest_changed", had ? { newest: had.state } : {});
    }
    const state: VaultState = {
      vault: id,
      seq,
      manifest,
      restoreEpoch: had?.state.restoreEpoch ?? 0,
      changedAt: "2026-01-05T09:00:00.000Z",
      head: this.seq,
      usedBytes: 0,
      mostBytes: 1_000_000,
    };
    this.vaults.set(id, { state, records: had?.records ?? [] });
    return Response.json(state);
  }

  private confirm(vault: Vault, seq: number): Response {
    const snapshot = vault.records.find((record) => record.seq === seq);
    if (snapshot) snapshot.confirmedAt = "2026-01-06T09:00:00.000Z";
    return new Response(null, { status: 204 });
  }

  private append(vault: Vault, { records }: AppendNoteRecords): Response {
    const seqs: number[] = [];
    const fresh: StoredNoteRecord[] = [];
    for (const record of records) {
      const all = [...vault.records, ...fresh];
      const same = all.find(
        ({ doc, device, dseq }) => doc === record.doc && device === record.device && dseq === record.dseq,
      );
      if (same && same.bytes !== record.bytes) return problem(409, "record_differs");
      if (same) {
        seqs.push(same.seq);
        continue;
      }
      const newest = headsOf({ ...vault, records: all }).find(
        ({ doc, device }) => doc === record.doc && device === record.device,
      );
      if (record.dseq !== (newest?.dseq ?? 0) + 1) return problem(409, "record_gap");
      const newestSnapshot = all.findLast(({ doc, kind }) => doc === record.doc && kind === "snapshot")?.seq ?? null;
      if (record.snapshot && record.snapshot.parent !== newestSnapshot) return problem(409, "snapshot_overtaken");
      this.seq += 1;
      seqs.push(this.seq);
      fresh.push({ ...record, seq: this.seq, at: "2026-01-05T09:00:00.000Z" });
    }
    vault.records.push(...fresh);
    for (const wait of this.waits) wait.resolve();
    this.waits.clear();
    return Response.json({ seqs });
  }
}

/** Whether a confirmed snapshot stands for it. */
function isCovered({ records }: Vault, { doc, device, dseq, seq }: StoredNoteRecord): boolean {
  return records.some(
    (one) => one.confirmedAt && one.doc === doc && one.seq > seq && dseq <= (one.snapshot?.covers[device] ?? 0),
  );
}

function headsOf({ records }: Vault): NoteHead[] {
  const heads = new Map<string, NoteHead>();
  for (const { doc, device, dseq } of records) {
    const key = `${doc} ${device}`;
    if ((heads.get(key)?.dseq ?? 0) < dseq) heads.set(key, { doc, device, dseq });
  }
  return [...heads.values()];
}

function problem(status: number, name: string, beside: object = {}): Response {
  return new Response(
    JSON.stringify({ type: `https://candor.test/problems/${name}`, title: name, status, ...beside }),
    {
      status,
      headers: { "content-type": "application/problem+json" },
    },
  );
}
