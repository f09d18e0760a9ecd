import { readSchemaVersion } from "@candor/document/page/read-settings.ts";
import { SCHEMA_VERSION } from "@candor/document/schema-version.ts";
import { type ReadonlySignal, signal } from "@preact/signals";
import type * as Y from "yjs";
import type { PageAccessState } from "./page-handle.ts";

const MAY_WRITE: PageAccessState = { type: "write" };
const NEWER_VERSION: PageAccessState = { type: "read", why: "newer_version" };
const FROZEN: PageAccessState = { type: "read", why: "frozen" };
const ANY = Number.POSITIVE_INFINITY;
const ENDED: PageAccessState = { type: "read", why: "access_ended" };

/** Whether a page may be written, by what the server last said and by what the document says of itself. */
export class WriteAccess {
  readonly state: ReadonlySignal<PageAccessState>;
  private readonly current = signal<PageAccessState>(MAY_WRITE);
  private readonly doc: Y.Doc;
  private readonly schemaOfServer: () => number | null;
  private given: PageAccessState = MAY_WRITE;

  /** @param schemaOfServer the newest that the server knows; null while it has not said so. */
  constructor(doc: Y.Doc, schemaOfServer: () => number | null) {
    this.doc = doc;
    this.schemaOfServer = schemaOfServer;
    this.state = this.current;
    this.look();
  }

  give(mayWrite: boolean): void {
    this.given = mayWrite ? MAY_WRITE : FROZEN;
    this.look();
  }

  end(): void {
    this.given = ENDED;
    this.look();
  }

  /**
   * Looks at the document again: a newer client of the other person may just have taken it along. What no server serves
   * nobody's honest client has written, whatever the document says.
   */
  look(): void {
    const isNewer = readSchemaVersion(this.doc) > SCHEMA_VERSION && (this.schemaOfServer() ?? ANY) > SCHEMA_VERSION;
    this.current.value = isNewer && this.given !== ENDED ? NEWER_VERSION : this.given;
  }
}
