import type { WorkspaceInvitation, WorkspacePerson } from "@candor/protocol/http/workspace.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { CopyLink } from "../people/copy-link.tsx";
import { Button } from "../ui/button.tsx";
import { now } from "../ui/clock.ts";
import { showToast } from "../ui/toasts.ts";
import { JudgedButton } from "./judged-button.tsx";
import { texts } from "./texts.ts";
import { obstacle, type WorkspaceModel } from "./workspace-model.ts";

const say = texts.person;

type PersonAccessProps = { model: WorkspaceModel; person: WorkspacePerson; onClose: () => void };

/** How somebody comes into the workspace and how they leave it; for whoever manages people. */
export function PersonAccess({ model, person, onClose }: PersonAccessProps) {
  const hasLeft = (person.leftAt ?? null) !== null;
  return (
    <>
      {!hasLeft && (
        <section class="stack-tight" aria-labelledby="invitation-heading">
          <h3 id="invitation-heading">{say.inviteTitle}</h3>
          {person.joined ? <p class="meta">{say.joined(person.name)}</p> : <Invite model={model} person={person} />}
        </section>
      )}
      <Leaving model={model} person={person} onClose={onClose} />
    </>
  );
}

function Invite({ model, person }: Omit<PersonAccessProps, "onClose">) {
  const link = useSignal<string | null>(null);
  const open = useSignal<readonly WorkspaceInvitation[]>([]);
  const problem = useSignal<string | null>(null);
  const list = async () => {
    const result = await model.client.invitations();
    if (result.type !== "ok") return;
    const time = now.peek().toString();
    open.value = result.value.filter(
      (each) =>
        each.person === person.id && each.revokedAt === null && each.acceptedAt === null && each.expiresAt > time,
    );
  };
  useEffect(() => void list(), []);
  const whyNot = model.whyNot({ action: "invite_person", of: model.concerned(person) });
  const make = async () => {
    const result = await model.client.invite(person.id);
    problem.value = obstacle(result);
    if (result.type === "ok") {
      // What stands behind # never leaves the browser, so the secret is in nobody's log.
      link.value = `${location.origin}/join-workspace/${result.value.id}#${result.value.secret}`;
    }
    await list();
  };
  const send = async () => {
    const result = await model.client.sendInvitation(person.id);
    problem.value = obstacle(result);
    if (result.type === "ok") showToast(result.value.way === "smtp" ? say.sent(person.email ?? "") : say.toOperator);
    await list();
  };
  const revoke = async () => {
    for (const { id } of open.peek()) problem.value = obstacle(await model.client.revoke(id));
    link.value = null;
    showToast(say.revoked);
    await list();
  };
  return (
    <>
      <p class="meta">{whyNot ?? say.inviteHint(person.name)}</p>
      {link.value !== null && <CopyLink link={link.value} hint={say.once} />}
      <p role="alert" class="problem">
        {problem.value}
      </p>
      <div class="row">
        <JudgedButton whyNot={whyNot} onClick={() => void make()}>
          {link.value === null && open.value.length === 0 ? say.invite : say.inviteAgain}
        </JudgedButton>
        {person.email && (
          <JudgedButton whyNot={whyNot} onClick={() => void send()}>
            {say.send(person.email)}
          </JudgedButton>
        )}
        {open.value.length > 0 && (
          <>
            <Button onClick={() => void revoke()}>{say.revoke}</Button>
            <span class="meta">{say.open(open.value.length)}</span>
          </>
        )}
      </div>
    </>
  );
}

function Leaving({ model, person, onClose }: PersonAccessProps) {
  const problem = useSignal<string | null>(null);
  const whyNot = model.whyNot({ action: "end_membership", of: model.concerned(person) });
  const comeBack = async () => {
    const result = await model.client.comeBack(person.id);
    problem.value = obstacle(result);
    if (result.type !== "ok") return;
    await model.refresh();
    const { without } = result.value;
    showToast(
      without.length === 0 ? say.back(person.name) : `${say.back(person.name)}. ${say.without(without.length)}`,
    );
  };
  const leave = async () => {
    const result = await model.client.leave(person.id);
    problem.value = obstacle(result);
    if (result.type !== "ok") return;
    onClose();
    showToast(say.left(person.name), () => void comeBack());
    await model.refresh();
  };
  const remove = async () => {
    const result = await model.client.remove(person.id);
    problem.value = obstacle(result);
    if (result.type !== "ok") return;
    onClose();
    showToast(say.removed(person.name));
    await model.refresh();
  };
  const hasLeft = (person.leftAt ?? null) !== null;
  return (
    <section class="stack-tight" aria-labelledby="leaving-heading">
      <h3 id="leaving-heading">{say.leaveTitle}</h3>
      {hasLeft ? (
        <div>
          <Button onClick={() => void comeBack()}>{say.comeBack}</Button>
        </div>
      ) : (
        <>
          <p class="meta">{whyNot ?? say.leaveHint(person.name)}</p>
          <div class="row">
            <JudgedButton look="danger" whyNot={whyNot} onClick={() => void leave()}>
              {say.leave(person.name)}
            </JudgedButton>
            {!person.joined && (
              <JudgedButton whyNot={whyNot} onClick={() => void remove()}>
                {say.remove}
              </JudgedButton>
            )}
          </div>
        </>
      )}
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </section>
  );
}
