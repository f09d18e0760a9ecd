import { CHANNEL_KINDS, type ChannelKind } from "@candor/core/announcement/channel.ts";
import { readEmailAddress } from "@candor/core/person/email-address.ts";
import type { Channel, Channels } from "@candor/protocol/http/announcement.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import type { ApiResult } from "../people/api-client.ts";
import { peopleLoaded } from "../people/my-people.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { Screen } from "../ui/screen.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { TextField } from "../ui/text-field.tsx";
import { addChannel, changeChannel, readChannels, removeChannel } from "./announce-calls.ts";
import { announceTexts } from "./announce-texts.ts";
import "./announce.css";

const texts = announceTexts.channels;

/** Where one can announce: by channels of one's own, and of the workspaces one is in. */
export function ChannelsScreen() {
  const known = useSignal<Channels | null>(null);
  const problem = useSignal<string | null>(null);
  const read = async () => {
    await peopleLoaded();
    const result = await readChannels();
    if (result.type === "ok") known.value = result.value;
    problem.value = result.type === "ok" ? null : sayProblem(result);
  };
  useEffect(() => void read(), []);
  const value = known.value;
  const workspaces = [
    ...new Map(
      [...(value?.manages ?? []), ...(value?.channels.flatMap(({ workspace }) => workspace ?? []) ?? [])].map(
        (each) => [each.id, each],
      ),
    ).values(),
  ];
  const changed = (next: Channels) => {
    known.value = next;
  };
  return (
    <Screen back={{ to: "/settings", label: texts.back }} title={texts.title} intro={texts.intro}>
      {value === null && problem.value === null && <p class="meta">{texts.loading}</p>}
      {value === null && problem.value !== null && (
        <div role="alert" class="stack-tight">
          <p>{problem.value}</p>
          <Button onClick={() => void read()}>{announceTexts.retry}</Button>
        </div>
      )}
      {value !== null && (
        <>
          <List
            title={texts.mine}
            hint={texts.mineHint}
            channels={value.channels.filter(({ workspace }) => workspace === null)}
            changed={changed}
          />
          {workspaces.map(({ id, name }) => (
            <List
              key={id}
              title={texts.ofWorkspace(name)}
              hint={texts.ofWorkspaceHint}
              channels={value.channels.filter(({ workspace }) => workspace?.id === id)}
              changed={changed}
            />
          ))}
          <AddForm known={value} changed={changed} />
        </>
      )}
    </Screen>
  );
}

function sayProblem(result: Exclude<ApiResult<unknown>, { type: "ok" }>): string {
  return result.type === "problem" ? result.title : announceTexts.unreachable;
}

type ListProps = { title: string; hint: string; channels: readonly Channel[]; changed: (next: Channels) => void };

function List({ title, hint, channels, changed }: ListProps) {
  const id = useId();
  return (
    <section class="stack-tight" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p class="meta">{hint}</p>
      {channels.length === 0 && <p class="empty">{texts.none}</p>}
      <ul class="announce-channels">
        {channels.map((channel) => (
          <ChannelRow key={channel.id} channel={channel} changed={changed} />
        ))}
      </ul>
    </section>
  );
}

function ChannelRow({ channel, changed }: { channel: Channel; changed: (next: Channels) => void }) {
  const { id, name, kind, host, mayManage, addressCount, addresses } = channel;
  const doing = useSignal<"change" | "remove" | null>(null);
  const problem = useSignal<string | null>(null);
  const nextName = useSignal(name);
  const where = useSignal(addresses?.join("\n") ?? "");
  const settle = (result: ApiResult<Channels>, done: string) => {
    if (result.type !== "ok") {
      problem.value = sayProblem(result);
      return;
    }
    doing.value = null;
    problem.value = null;
    announce(done);
    changed(result.value);
  };
  const save = async () => {
    const bad = kind === "mail" ? badLine(where.peek()) : null;
    if (nextName.peek().trim() === "") problem.value = texts.noName;
    else if (bad !== null) problem.value = texts.badAddress(bad);
    else {
      const elsewhere =
        kind === "mail"
          ? { addresses: linesOf(where.peek()) }
          : where.peek().trim() === ""
            ? {}
            : { address: where.peek() };
      settle(await changeChannel(id, { name: nextName.peek(), ...elsewhere }), texts.saved);
    }
  };
  return (
    <li class="announce-channel">
      <div class="announce-channel-line">
        <span>
          <strong>{name}</strong>{" "}
          <span class="meta">
            {announceTexts.kinds[kind]}
            {kind === "mail" ? `, ${announceTexts.dialog.list(addressCount)}` : `, ${host}`}
          </span>
        </span>
        {mayManage && doing.value === null && (
          <span class="row">
            <Button
              small
              aria-label={texts.changeOf(name)}
              onClick={() => {
                nextName.value = name;
                where.value = addresses?.join("\n") ?? "";
                doing.value = "change";
              }}
            >
              {texts.change}
            </Button>
            <Button
              small
              look="quiet"
              aria-label={texts.removeOf(name)}
              onClick={() => {
                doing.value = "remove";
              }}
            >
              {texts.remove}
            </Button>
          </span>
        )}
      </div>
      {doing.value === "change" && (
        <form
          class="stack-tight"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <TextField label={texts.name} value={nextName.value} maxLength={80} onValue={(v) => (nextName.value = v)} />
          {kind === "mail" ? (
            <AddressesField value={where.value} onValue={(v) => (where.value = v)} />
          ) : (
            <SecretField
              label={texts.newAddress}
              hint={texts.newAddressHint}
              value={where.value}
              onValue={(v) => (where.value = v)}
            />
          )}
          <div class="row">
            <Button type="submit" look="primary" small>
              {texts.saveChange}
            </Button>
            <Button small onClick={() => (doing.value = null)}>
              {texts.cancel}
            </Button>
          </div>
        </form>
      )}
      {doing.value === "remove" && (
        <div class="stack-tight" role="alert">
          <p>{texts.removeHint}</p>
          <div class="row">
            <Button small look="danger" onClick={async () => settle(await removeChannel(id), texts.removed)}>
              {texts.removeSure}
            </Button>
            <Button small onClick={() => (doing.value = null)}>
              {texts.cancel}
            </Button>
          </div>
        </div>
      )}
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </li>
  );
}

const MINE = "";

function AddForm({ known, changed }: { known: Channels; changed: (next: Channels) => void }) {
  const kind = useSignal<ChannelKind>("slack");
  const name = useSignal("");
  const where = useSignal("");
  const whose = useSignal(known.manages[0]?.id ?? MINE);
  const problem = useSignal<string | null>(null);
  const isMail = kind.value === "mail";
  const kinds = CHANNEL_KINDS.filter((each) => each !== "mail" || (known.mail && known.manages.length > 0));
  const add = async () => {
    const bad = isMail ? badLine(where.peek()) : null;
    if (name.peek().trim() === "") problem.value = texts.noName;
    else if (where.peek().trim() === "") problem.value = texts.noAddress;
    else if (bad !== null) problem.value = texts.badAddress(bad);
    else {
      const result = await addChannel({
        ...{ kind: kind.peek(), name: name.peek() },
        ...(whose.peek() === MINE ? {} : { workspace: whose.peek() }),
        ...(isMail ? { addresses: linesOf(where.peek()) } : { address: where.peek() }),
      });
      if (result.type === "ok") {
        name.value = "";
        where.value = "";
        problem.value = null;
        announce(texts.added);
        changed(result.value);
      } else problem.value = sayProblem(result);
    }
  };
  const choices = [
    ...known.manages.map(({ id, name: called }) => ({ value: id, label: texts.ofWorkspace(called) })),
    ...(isMail ? [] : [{ value: MINE, label: texts.mine }]),
  ];
  return (
    <form
      class="card stack-tight"
      aria-label={texts.add}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <h2>{texts.add}</h2>
      <SelectField
        label={texts.kind}
        value={kind.value}
        choices={kinds.map((each) => ({ value: each, label: announceTexts.kinds[each] }))}
        onValue={(value) => {
          kind.value = value;
          where.value = "";
          problem.value = null;
          if (value === "mail" && whose.peek() === MINE) whose.value = known.manages[0]?.id ?? MINE;
        }}
      />
      {!known.mail && <p class="meta">{texts.noMail}</p>}
      {choices.length > 1 && (
        <SelectField label={texts.whose} value={whose.value} choices={choices} onValue={(v) => (whose.value = v)} />
      )}
      <TextField
        label={texts.name}
        hint={texts.nameHint}
        value={name.value}
        maxLength={80}
        onValue={(v) => (name.value = v)}
      />
      {isMail ? (
        <AddressesField value={where.value} onValue={(v) => (where.value = v)} />
      ) : (
        <SecretField
          label={texts.address}
          hint={texts.addressHints[kind.value]}
          value={where.value}
          onValue={(v) => (where.value = v)}
        />
      )}
      <p role="alert" class="problem">
        {problem.value}
      </p>
      <div>
        <Button type="submit" look="primary">
          {texts.save}
        </Button>
      </div>
    </form>
  );
}

type FieldProps = { value: string; onValue: (value: string) => void };

/** Whoever stands behind one while it is put in reads nothing. */
function SecretField({ label, hint, ...rest }: FieldProps & { label: string; hint: string }) {
  return <TextField label={label} hint={hint} type="password" autoComplete="off" spellcheck={false} {...rest} />;
}

function AddressesField(props: FieldProps) {
  return <TextArea label={texts.addresses} rows={5} {...props} />;
}

function linesOf(text: string): string[] {
  return text
    .split(/[\n,;]/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function badLine(text: string): string | null {
  return linesOf(text).find((line) => readEmailAddress(line) === null) ?? null;
}
