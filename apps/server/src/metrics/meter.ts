import { REFUSAL_CODES, type RefusalName } from "@candor/protocol/sync/codes.ts";

// Seconds; the goal for what a person waits for is 0.15 at the 95th percentile (SECURITY.md 5.2).
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5];

/** Counts what the server does. Numbers alone: no id, name or address of anybody ever comes near it. */
export class Meter {
  pushesStored = 0;
  pushesNotStored = 0;
  faults = 0;
  noteRecordsStored = 0;
  private readonly refusals = new Map<RefusalName, number>();
  private readonly commits = BUCKETS.map(() => 0);
  private commitCount = 0;
  private commitSeconds = 0;

  stored(pushes: number, seconds: number): void {
    this.pushesStored += pushes;
    this.commitCount += 1;
    this.commitSeconds += seconds;
    const bucket = BUCKETS.findIndex((limit) => seconds <= limit);
    if (bucket >= 0) this.commits[bucket] = (this.commits[bucket] ?? 0) + 1;
  }

  notStored(pushes: number): void {
    this.pushesNotStored += pushes;
  }

  refused(name: RefusalName): void {
    this.refusals.set(name, (this.refusals.get(name) ?? 0) + 1);
  }

  notesStored(records: number): void {
    this.noteRecordsStored += records;
  }

  faulted(): void {
    this.faults += 1;
  }

  families(): Family[] {
    let below = 0;
    const buckets = this.commits.map((count, index) => {
      below += count;
      return { suffix: "_bucket", labels: { le: String(BUCKETS[index]) }, value: below };
    });
    const names = Object.keys(REFUSAL_CODES) as RefusalName[];
    return [
      counter("candor_pushes_stored_total", "Edits stored and acknowledged.", this.pushesStored),
      counter(
        "candor_pushes_not_stored_total",
        "Edits that could not be stored; they come again.",
        this.pushesNotStored,
      ),
      counter(
        "candor_note_records_stored_total",
        "Sealed records of notebooks stored and acknowledged.",
        this.noteRecordsStored,
      ),
      counter("candor_faults_total", "Faults nobody foresaw; each is in the log.", this.faults),
      {
        name: "candor_refusals_total",
        type: "counter",
        help: "Pushes, pages and sockets refused, by the code in PROTOCOL.md.",
        samples: names.map((name) => ({ labels: { code: name }, value: this.refusals.get(name) ?? 0 })),
      },
      {
        name: "candor_commit_seconds",
        type: "histogram",
        help: "From handing a group of edits to the store until it is on disk.",
        samples: [
          ...buckets,
          { suffix: "_bucket", labels: { le: "+Inf" }, value: this.commitCount },
          { suffix: "_sum", value: this.commitSeconds },
          { suffix: "_count", value: this.commitCount },
        ],
      },
    ];
  }
}

/** One metric in the text format of Prometheus. */
export type Family = {
  name: string;
  type: "counter" | "gauge" | "histogram";
  help: string;
  samples: { suffix?: string; labels?: Readonly<Record<string, string>>; value: number }[];
};

export function gauge(name: string, help: string, value: number): Family {
  return { name, type: "gauge", help, samples: [{ value }] };
}

function counter(name: string, help: string, value: number): Family {
  return { name, type: "counter", help, samples: [{ value }] };
}
