import { mayOnArtifact } from "@candor/core/access/may-on-artifact.ts";
import { DEFAULT_LINK_DAYS, LINK_KINDS, type LinkKind } from "@candor/core/artifact/share-link.ts";
import type { ArtifactAnswer, ArtifactLink, NewArtifactLink } from "@candor/protocol/http/artifact.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { sayDate, sayDay } from "../ui/say-day.ts";
import { SelectField } from "../ui/select-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import { showToast } from "../ui/toasts.ts";
import { listLinks, makeLink, revokeLink } from "./artifact-calls.ts";
import { artifactTexts } from "./artifact-texts.ts";
import { sharingTexts } from "./sharing-texts.ts";

const texts = sharingTexts.links;

type PartProps = { artifact: ArtifactAnswer; changed: (next: ArtifactAnswer | null) => void };

/** By which links somebody without an account reads it; whoever takes part sees that there are some. */
export function LinksPart({ artifact, changed }: PartProps) {
  const { id, myRole, openLinks, proposals } = artifact;
  const links = useSignal<readonly ArtifactLink[] | null>(null);
  const isMaking = useSignal(false);
  const made = useSignal<NewArtifactLink | null>(null);
  const mayMake = mayOnArtifact(myRole, "share").type === "allowed";
  const mayClose = mayMake || proposals.some(({ state }) => state === "out" || state === "leaving");
  const load = async () => {
    const result = await listLinks(id);
    if (result.type === "ok") links.value = result.value;
  };
  useEffect(() => void load(), [id, openLinks]);
  const reload = async () => {
    await load();
    changed(null);
  };
  const close = async (link: string) => {
    const result = await revokeLink(id, link);
    if (result.type !== "ok") return showToast(result.type === "problem" ? result.title : artifactTexts.unreachable);
    if (made.peek()?.id === link) made.value = null; // nobody is to copy what opens nothing any more
    announce(texts.revoked);
    await reload();
  };
  const shown = links.value ?? [];
  const open = shown.filter(({ state }) => state === "open");
  const over = shown.filter(({ state }) => state !== "open");
  return (
    <section class="stack-tight" aria-labelledby="artifact-links">
      <h2 id="artifact-links">{texts.title}</h2>
      <p class="meta">{open.length === 0 ? texts.none : texts.open(open.length)}</p>
      <ul class="artifact-people">
        {open.map((link) => (
          <li key={link.id}>
            <span>
              {nameOf(link)}
              <span class="meta artifact-link-more">{moreOf(link)}</span>
            </span>
            {mayClose && (
              <Button
                small
                look="quiet"
                aria-label={texts.revokeNamed(nameOf(link))}
                onClick={() => void close(link.id)}
              >
                {texts.revoke}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {made.value !== null && (
        <NewAddress
          address={made.value.address}
          done={() => {
            made.value = null;
          }}
        />
      )}
      {mayMake && !isMaking.value && made.value === null && (
        <div>
          <Button
            small
            onClick={() => {
              isMaking.value = true;
            }}
          >
            {texts.add}
          </Button>
        </div>
      )}
      {isMaking.value && (
        <LinkForm
          id={id}
          cancel={() => {
            isMaking.value = false;
          }}
          made={(link) => {
            isMaking.value = false;
            made.value = link;
            void reload();
          }}
        />
      )}
      {over.length > 0 && (
        <details>
          <summary>{texts.over(over.length)}</summary>
          <ul class="artifact-list">
            {over.map((link) => (
              <li key={link.id}>
                {nameOf(link)}
                <span class="meta artifact-link-more">{moreOf(link)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function nameOf({ label, madeAt }: ArtifactLink): string {
  return label === "" ? texts.unnamed(dayOf(madeAt)) : texts.named(label);
}

function moreOf({ kind, state, madeAt, expiresAt, opened, lastOpenedAt }: ArtifactLink): string {
  return [
    kind === "live" ? texts.live : texts.snapshot(dayOf(madeAt)),
    state === "open" ? texts.until(dayOf(expiresAt)) : texts.state[state],
    ...(opened === null
      ? []
      : [texts.opened(opened, lastOpenedAt === null ? "" : sayDay(lastOpenedAt.slice(0, 10), today.value, "short"))]),
  ].join(" · ");
}

function dayOf(at: string): string {
  return sayDate(at.slice(0, 10), today.value, "short");
}

type FormProps = { id: string; cancel: () => void; made: (link: NewArtifactLink) => void };

function LinkForm({ id, cancel, made }: FormProps) {
  const kind = useSignal<LinkKind>("live");
  const days = useSignal(String(DEFAULT_LINK_DAYS));
  const label = useSignal("");
  const message = useSignal("");
  const isSending = useSignal(false);
  return (
    <form
      class="stack-tight"
      onSubmit={async (event) => {
        event.preventDefault();
        if (isSending.peek()) return; // twice pressed is one link
        isSending.value = true;
        const wanted = { kind: kind.peek(), days: Number(days.peek()), label: label.peek().trim() };
        const result = await makeLink(id, wanted);
        isSending.value = false;
        if (result.type === "ok") made(result.value);
        else message.value = result.type === "problem" ? result.title : artifactTexts.unreachable;
      }}
    >
      <p class="meta">{texts.hint}</p>
      <SelectField
        label={texts.kind}
        value={kind.value}
        choices={LINK_KINDS.map((value) => ({ value, label: texts.kinds[value] }))}
        onValue={(value) => {
          kind.value = value;
        }}
      />
      <SelectField
        label={texts.days}
        value={days.value}
        choices={Object.entries(texts.choices).map(([value, words]) => ({ value, label: words }))}
        onValue={(value) => {
          days.value = value;
        }}
      />
      <TextField
        label={texts.label}
        value={label.value}
        maxLength={80}
        onValue={(value) => {
          label.value = value;
        }}
      />
      {message.value !== "" && <p role="alert">{message.value}</p>}
      <div class="row">
        <Button small look="primary" type="submit">
          {texts.make}
        </Button>
        <Button small look="quiet" onClick={cancel}>
          {texts.cancel}
        </Button>
      </div>
    </form>
  );
}

function NewAddress({ address, done }: { address: string; done: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const isCopied = useSignal(false);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [address]);
  return (
    <div class="artifact-proposal stack-tight">
      <p role="status">{texts.made}</p>
      <TextField label={texts.address} value={address} readOnly inputRef={field} onValue={() => undefined} />
      <div class="row">
        <Button
          small
          onClick={async () => {
            field.current?.select();
            try {
              await navigator.clipboard.writeText(address);
              isCopied.value = true;
              announce(texts.copied);
            } catch {
              // Pages over plain http may not copy by themselves; it is selected, a key copies it.
            }
          }}
        >
          {isCopied.value ? texts.copied : texts.copy}
        </Button>
        <Button small look="quiet" onClick={done}>
          {texts.done}
        </Button>
      </div>
    </div>
  );
}
