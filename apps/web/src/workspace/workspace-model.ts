import { mayInWorkspace, type WorkspaceRequest, type WorkspaceRole } from "@candor/core/access/may-in-workspace.ts";
import type { MyPlace, Workspace, WorkspacePeople, WorkspacePerson } from "@candor/protocol/http/workspace.ts";
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { ApiResult } from "../people/api-client.ts";
import { now } from "../ui/clock.ts";
import { texts } from "./texts.ts";
import { type WorkspaceClient, workspaceClient } from "./workspace-client.ts";

export type LoadState = "loading" | "here" | "missing" | "unreachable";

/** A workspace as the screen shows it, read from the server anew after each change. */
export class WorkspaceModel {
  readonly client: WorkspaceClient;
  readonly state = signal<LoadState>("loading");
  readonly workspace = signal<Workspace | null>(null);
  readonly people = signal<WorkspacePeople>({ today: "", people: [], edges: [] });
  readonly mine = signal<MyPlace | null>(null);
  readonly byId: ReadonlySignal<ReadonlyMap<string, WorkspacePerson>>;
  /** who has not left */
  readonly present: ReadonlySignal<readonly WorkspacePerson[]>;

  constructor(id: string) {
    this.client = workspaceClient(id);
    this.byId = computed(() => new Map(this.people.value.people.map((person) => [person.id, person])));
    this.present = computed(() => this.people.value.people.filter(({ leftAt }) => (leftAt ?? null) === null));
  }

  async refresh(): Promise<void> {
    const [workspace, people, mine] = await Promise.all([this.client.read(), this.client.people(), this.client.mine()]);
    const failed = [workspace, people, mine].find(({ type }) => type !== "ok");
    if (workspace.type === "ok" && people.type === "ok" && mine.type === "ok") {
      this.workspace.value = workspace.value;
      this.people.value = people.value;
      this.mine.value = mine.value;
      this.state.value = "here";
    } else if (failed?.type === "problem") this.state.value = "missing";
    else if (this.state.peek() !== "here") this.state.value = "unreachable";
  }

  /** The page in use that somebody and I began without the workspace, if there is one. */
  outsideWith(person: string): string | null {
    const time = now.value.toString();
    const open = this.mine.value?.outside.find(
      (each) => each.person === person && (each.frozenAt === null || each.frozenAt > time),
    );
    return open?.pair ?? null;
  }

  nameOf(person: string | null): string {
    return (person === null ? undefined : this.byId.value.get(person)?.name) ?? texts.nobody;
  }

  get role(): WorkspaceRole {
    return this.workspace.value?.me.role ?? "member";
  }

  get me(): string {
    return this.workspace.value?.me.person ?? "";
  }

  /** Why I may not do something, in a sentence; null: I may. The server judges by the same rules. */
  whyNot(request: WorkspaceRequest): string | null {
    const verdict = mayInWorkspace(this.role, request);
    return verdict.type === "allowed" ? null : texts.why[verdict.why];
  }

  get manages(): boolean {
    return this.whyNot({ action: "manage_people" }) === null;
  }

  concerned({ id, role }: WorkspacePerson) {
    const owners = this.present.value.filter((person) => person.role === "owner" && person.joined);
    return { role, isSelf: id === this.me, isLastOwner: owners.every((owner) => owner.id === id) };
  }
}

/** What stands in the way, in a sentence; null: nothing. */
export function obstacle(result: ApiResult<unknown>): string | null {
  if (result.type === "ok") return null;
  return result.type === "problem" ? result.title : texts.unreachable;
}

/** Whose entry is open; "new": of somebody who is being added; null: nobody's. */
export type OpenedPerson = string | "new" | null;
