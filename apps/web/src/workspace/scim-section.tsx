import type { NewScimToken, ScimSettings } from "@candor/protocol/http/scim.ts";
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { ApiResult } from "../people/api-client.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/text-field.tsx";
import { CopyField } from "./copy-field.tsx";
import { type ScimClient, scimClient } from "./scim-client.ts";
import { texts } from "./scim-texts.ts";
import { ScimTokens } from "./scim-tokens.tsx";
import "../connections/programs.css"; // of the list of tokens
import "../people/people.css";
import "./scim.css";

const MAX_GROUP_LENGTH = 254; // UTF-16 units

/** Lets a company's directory write this workspace; for its owners, to others it says that there is nothing. */
export function ScimSection({ workspaceId }: { workspaceId: string }) {
  const client = useMemo(() => scimClient(workspaceId), [workspaceId]);
  const settings = useSignal<ScimSettings | null>(null);
  const made = useSignal<NewScimToken | null>(null);
  const problem = useSignal<string | null>(null);

  /** @returns what the server said, or null and the problem is shown. */
  const take = <T,>(result: ApiResult<T>): T | null => {
    problem.value = result.type === "ok" ? null : sayProblem(result);
    return result.type === "ok" ? result.value : null;
  };
  const read = async () => {
    const found = take(await client.read());
    if (found) settings.value = found;
  };
  useEffect(() => void read(), [client]);

  if (settings.value === null) return <p role={problem.value ? "alert" : "status"}>{problem.value ?? texts.loading}</p>;
  const { baseUrl, tokens } = settings.value;
  return (
    <div class="stack">
      <p>{texts.intro}</p>
      <CopyField label={texts.address} hint={texts.addressHint} value={baseUrl} />
      <p role="alert" class="problem">
        {problem.value}
      </p>
      <ScimTokens tokens={tokens} made={made} client={client} take={take} onChange={read} />
      <AdminGroup settings={settings} client={client} take={take} />
    </div>
  );
}

function sayProblem(result: Exclude<ApiResult<unknown>, { type: "ok" }>): string {
  if (result.type === "unreachable") return texts.unreachable;
  return result.status === 404 || result.status === 401 ? texts.notYours : result.title;
}

type AdminGroupProps = {
  settings: Signal<ScimSettings | null>;
  client: ScimClient;
  take: <T>(result: ApiResult<T>) => T | null;
};

function AdminGroup({ settings, client, take }: AdminGroupProps) {
  const name = useSignal(settings.peek()?.adminGroup ?? "");
  const said = useSignal("");
  const save = async () => {
    const changed = take(await client.setAdminGroup(name.peek().trim() || null));
    if (!changed) return;
    settings.value = changed;
    said.value = texts.saved(changed.adminGroup);
  };
  return (
    <form
      class="settings-group"
      aria-labelledby="scim-role"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2 id="scim-role">{texts.role}</h2>
      <p class="meta">{texts.roleIntro}</p>
      <div class="begin-line scim-line">
        <TextField
          label={texts.group}
          hint={texts.groupHint}
          value={name.value}
          maxLength={MAX_GROUP_LENGTH}
          autoComplete="off"
          onValue={(value) => {
            name.value = value;
            said.value = "";
          }}
        />
        <Button type="submit">{texts.save}</Button>
      </div>
      <p role="status" class="meta">
        {said.value}
      </p>
    </form>
  );
}
