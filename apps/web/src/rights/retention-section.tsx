import { RETENTION_BOUNDS } from "@candor/core/retention/retention-settings.ts";
import type { Retention } from "@candor/protocol/http/rights.ts";
import type { Workspace } from "@candor/protocol/http/workspace.ts";
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import { me, peopleLoaded } from "../people/my-people.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/text-field.tsx";
import { showToast } from "../ui/toasts.ts";
import { dataTexts } from "./data-texts.ts";
import { listWorkspaces, readRetention, setRetention } from "./rights-calls.ts";
import { rightsTexts } from "./texts.ts";

const say = dataTexts.retention;

/** What each of my workspaces keeps and for how long. */
export function RetentionSections() {
  const workspaces = useSignal<readonly Workspace[]>([]);
  useEffect(() => {
    void peopleLoaded().then(async () => {
      if (me.peek() === null) return;
      const result = await listWorkspaces();
      if (result.type === "ok") workspaces.value = result.value;
    });
  }, []);
  return (
    <>
      {workspaces.value.map((workspace) => (
        <RetentionSection key={workspace.id} workspace={workspace} />
      ))}
    </>
  );
}

/** For everybody to know, and for owners to set. */
export function RetentionSection({ workspace }: { workspace: Pick<Workspace, "id" | "name" | "me"> }) {
  const id = useId();
  const known = useSignal<Retention | null>(null);
  useEffect(() => {
    void readRetention(workspace.id).then((result) => {
      if (result.type === "ok") known.value = result.value;
    });
  }, [workspace.id]);
  const now = known.value;
  if (now === null) return null;
  return (
    <section class="stack-tight" aria-labelledby={`${id}heading`}>
      <h2 id={`${id}heading`}>{say.title(workspace.name)}</h2>
      {workspace.me.role === "owner" ? (
        <RetentionForm workspaceId={workspace.id} known={now} />
      ) : (
        <ul class="kept">
          <li>{say.archivedFor(now.archivedMonths)}</li>
          <li>{say.versionsFor(now.versionDays)}</li>
          <li>{say.accessFor(now.accessLogDays)}</li>
          <li>{say.formerFor(now.formerManagerDays)}</li>
        </ul>
      )}
    </section>
  );
}

function RetentionForm({ workspaceId, known }: { workspaceId: string; known: Retention }) {
  const months = useSignal(known.archivedMonths === null ? "" : String(known.archivedMonths));
  const versions = useSignal(String(known.versionDays));
  const access = useSignal(String(known.accessLogDays));
  const former = useSignal(known.formerManagerDays === null ? "" : String(known.formerManagerDays));
  const problem = useSignal("");
  const save = async () => {
    const wanted = readForm(months.peek(), versions.peek(), access.peek(), former.peek());
    if (wanted === null) {
      problem.value = say.wrong;
      return;
    }
    const result = await setRetention(workspaceId, wanted);
    problem.value = result.type === "ok" ? "" : result.type === "problem" ? result.title : rightsTexts.unreachable;
    if (result.type === "ok") showToast(say.saved);
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p class="meta">{say.notice}</p>
      <Amount label={say.archived} hint={say.archivedHint} bounds={RETENTION_BOUNDS.archivedMonths} amount={months} />
      <Amount label={say.versions} hint={say.versionsHint} bounds={RETENTION_BOUNDS.versionDays} amount={versions} />
      <Amount label={say.access} hint={say.accessHint} bounds={RETENTION_BOUNDS.accessLogDays} amount={access} />
      <Amount label={say.former} hint={say.formerHint} bounds={RETENTION_BOUNDS.formerManagerDays} amount={former} />
      <p role="alert" class="problem">
        {problem.value}
      </p>
      <div>
        <Button type="submit">{say.save}</Button>
      </div>
    </form>
  );
}

type AmountProps = {
  label: string;
  hint: (least: number, most: number) => string;
  bounds: readonly [number, number];
  amount: Signal<string>;
};

function Amount({ label, hint, bounds: [least, most], amount }: AmountProps) {
  return (
    <TextField
      label={label}
      hint={hint(least, most)}
      type="number"
      min={least}
      max={most}
      value={amount.value}
      onValue={(value) => {
        amount.value = value;
      }}
    />
  );
}

/** @returns null where a number is missing or out of bounds. */
function readForm(months: string, versions: string, access: string, former: string): Retention | null {
  const archivedMonths = months.trim() === "" ? null : within("archivedMonths", months);
  const versionDays = within("versionDays", versions);
  const accessLogDays = within("accessLogDays", access);
  const formerManagerDays = former.trim() === "" ? null : within("formerManagerDays", former);
  if (archivedMonths === undefined || versionDays === undefined || accessLogDays === undefined) return null;
  if (formerManagerDays === undefined) return null;
  return { archivedMonths, versionDays, accessLogDays, formerManagerDays };
}

function within(key: keyof typeof RETENTION_BOUNDS, text: string): number | undefined {
  const [least, most] = RETENTION_BOUNDS[key];
  const amount = text.trim() === "" ? Number.NaN : Number(text);
  return Number.isInteger(amount) && amount >= least && amount <= most ? amount : undefined;
}
