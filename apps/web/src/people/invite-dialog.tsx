import { cleanName, isUnseenName, MAX_NAME_LENGTH } from "@candor/core/person/clean-name.ts";
import type { Invitation } from "@candor/protocol/http/people.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { usePage } from "../page/page-context.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone, now, today } from "../ui/clock.ts";
import { Dialog } from "../ui/dialog.tsx";
import { sayDay } from "../ui/say-day.ts";
import { TextField } from "../ui/text-field.tsx";
import { showToast } from "../ui/toasts.ts";
import { CopyLink } from "./copy-link.tsx";
import { texts as say } from "./invite-texts.ts";
import { invite, listInvitations, refreshPeople, renameMe, renamePerson, revokeInvitation } from "./my-people.ts";
import { texts } from "./texts.ts";

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const model = usePage();
  const { pairId } = model.handle;
  const me = model.people.value[model.me];
  const other = model.people.value[model.other];
  const invitations = useSignal<readonly Invitation[] | null>(null);
  const link = useSignal<string | null>(null);
  const myName = useSignal(me.name);
  const asksName = useRef(me.name === "");
  const problem = useSignal<string | null>(null);
  const isMaking = useSignal(false);

  const list = async () => {
    const result = await listInvitations(pairId);
    if (result.type === "ok") invitations.value = result.value;
    else problem.value = result.type === "problem" ? result.title : say.unreachable;
  };
  useEffect(() => void list(), []);

  const make = async () => {
    if (isMaking.peek()) return;
    const name = cleanName(myName.peek());
    problem.value = isUnseenName(myName.peek()) ? texts.unseenName : null;
    if (problem.value !== null) return;
    isMaking.value = true;
    if (name !== "" && name !== me.name) {
      await renamePerson(pairId, model.me, name);
      void renameMe(name);
    }
    const result = await invite(pairId);
    isMaking.value = false;
    if (result.type === "ok") {
      link.value = result.value.link;
      void list();
    } else problem.value = result.type === "problem" ? result.title : say.unreachable;
  };

  const revoke = async (invitation: Invitation) => {
    const result = await revokeInvitation(invitation.id);
    if (result.type !== "ok") {
      problem.value = result.type === "problem" ? result.title : say.unreachable;
      return;
    }
    if (link.peek()?.includes(`/i/${invitation.id}#`)) link.value = null;
    showToast(invitation.acceptedBy === null ? say.done : say.doneOpened(invitation.acceptedBy));
    void refreshPeople();
    await list();
  };

  const open = invitations.value?.filter((each) => !isOver(each)) ?? [];
  const isTaken = other.joined || other.left;
  return (
    <Dialog title={isTaken ? say.titleOfTaken(other.name) : say.title(other.name)} onClose={onClose}>
      {isTaken ? (
        <p>{other.joined ? say.joined(other.name) : say.left(other.name)}</p>
      ) : (
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void make();
          }}
        >
          <p>{say.intro(other.name)}</p>
          {asksName.current && (
            <TextField
              label={say.yourName}
              value={myName.value}
              maxLength={MAX_NAME_LENGTH}
              autoComplete="name"
              onValue={(value) => {
                myName.value = value;
              }}
            />
          )}
          {link.value !== null && <CopyLink link={link.value} hint={say.onceTold} />}
          <div class="row">
            <Button type="submit" look={link.value === null ? "primary" : "plain"} disabled={isMaking.value}>
              {isMaking.value ? say.making : link.value === null && open.length === 0 ? say.make : say.again}
            </Button>
          </div>
        </form>
      )}
      <p role="alert" class="problem">
        {problem.value}
      </p>
      <section class="stack-tight" aria-labelledby="links-heading">
        <h3 id="links-heading">{say.list}</h3>
        {/* As high before it is known, so that the button does not move away from under a click. */}
        {!invitations.value?.length && <p class="meta">{invitations.value ? say.none : "\u00a0"}</p>}
        <ul class="bin">
          {invitations.value?.map((each) => (
            <InvitationRow
              key={each.id}
              invitation={each}
              isMine={each.acceptedBy === me.name && me.name !== other.name}
              onRevoke={() => void revoke(each)}
            />
          ))}
        </ul>
      </section>
    </Dialog>
  );
}

type InvitationRowProps = {
  invitation: Invitation;
  /** opened by whoever looks: they leave a page elsewhere, and not by chance */
  isMine: boolean;
  onRevoke: () => void;
};

function InvitationRow({ invitation, isMine, onRevoke }: InvitationRowProps) {
  const { acceptedBy } = invitation;
  const isOpen = !isMine && !isOver(invitation);
  return (
    <li class="bin-thing">
      <div class="grow">
        <p>
          {say.made(sayDay(localDay(invitation.createdAt), today.value))} · {isMine ? say.byYou : sayState(invitation)}
        </p>
        {isOpen && <p class="meta">{acceptedBy === null ? say.effectWaiting : say.effectOpened(acceptedBy)}</p>}
      </div>
      {isOpen && (
        <Button small look={acceptedBy === null ? "plain" : "danger"} onClick={onRevoke}>
          {acceptedBy === null ? say.revoke : say.revokeOpened(acceptedBy)}
        </Button>
      )}
    </li>
  );
}

function isOver({ revokedAt, acceptedBy, expiresAt }: Invitation): boolean {
  return revokedAt !== null || (acceptedBy === null && expiresAt <= now.value.toString());
}

function sayState(invitation: Invitation): string {
  if (invitation.revokedAt !== null) return say.revoked;
  if (invitation.acceptedBy !== null) return say.by(invitation.acceptedBy);
  if (isOver(invitation)) return say.expired;
  return `${say.waiting}, ${say.until(sayDay(localDay(invitation.expiresAt), today.value))}`;
}

function localDay(instant: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(deviceTimeZone).toPlainDate().toString();
}
