import type { TabEnvironment } from "./tab-environment.ts";

/**
 * Tells living tabs from ended ones: each page a tab opens holds a lock named after its session for as long as it lives.
 */
export class SessionLocks {
  private readonly environment: TabEnvironment;
  private readonly abort = new AbortController();
  private readonly releases = new Map<string, () => void>();

  constructor(environment: TabEnvironment) {
    this.environment = environment;
  }

  /** Resolves once everybody can see that this session lives. */
  async live(session: string): Promise<void> {
    await this.hold(session);
  }

  /** @returns once the session's tab has ended, true in the one tab that is to send on what it left. */
  async outlive(session: string): Promise<boolean> {
    return this.hold(session);
  }

  /** Leaves an ended session to whichever tab wants it next. */
  leave(session: string): void {
    this.releases.get(session)?.();
    this.releases.delete(session);
  }

  close(): void {
    this.abort.abort();
    for (const release of this.releases.values()) release();
    this.releases.clear();
  }

  /** Without locks every other session counts as ended: at worst two tabs send the same, which the server takes once. */
  private async hold(session: string): Promise<boolean> {
    const { locks } = this.environment;
    if (!locks) return true;
    const release = await locks.hold(`candor:session:${session}`, this.abort.signal);
    if (release) this.releases.set(session, release);
    return release !== null;
  }
}
