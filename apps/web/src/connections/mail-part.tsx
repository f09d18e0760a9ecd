import { otherMember } from "@candor/core/person/member.ts";
import type { MyMail, TakenMail } from "@candor/protocol/http/my-mail.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ApiResult } from "../people/api-client.ts";
import { pairs } from "../people/my-people.ts";
import { peopleOf } from "../people/people-of.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/text-field.tsx";
import { showToast } from "../ui/toasts.ts";
import { CopyField } from "../workspace/copy-field.tsx";
import { closeAddress, readMyMail, renewAddress, setSenders } from "./connection-calls.ts";
import { connectionsTexts } from "./connections-texts.ts";

const texts = connectionsTexts.mail;

/** The addresses at which mail of mine becomes topics, and what came in. */
export function MailPart() {
  const known = useSignal<MyMail | null>(null);
  const problem = useSignal("");
  const take = (result: ApiResult<MyMail>, said?: string) => {
    if (result.type === "ok") {
      known.value = result.value;
      problem.value = "";
      if (said) showToast(said);
    } else problem.value = result.type === "problem" ? result.title : connectionsTexts.unreachable;
  };
  useEffect(() => void readMyMail().then(take), []);
  const mail = known.value;
  const open = pairs.value.filter((pair) => !pair.archive);
  const change = async (pair: string | null, isNew: boolean) =>
    take(await renewAddress(pair), isNew ? undefined : texts.renewed);
  const close = async (pair: string | null) => take(await closeAddress(pair), texts.closed);
  return (
    <fieldset class="settings-group connections-mail">
      <legend>{texts.title}</legend>
      <p class="meta">{texts.what}</p>
      {mail && !mail.isOn && <p>{texts.off}</p>}
      {mail?.isOn && (
        <>
          {mail.from === null ? (
            <p>
              {texts.noFrom} <a href="/settings/account">{texts.account}</a>
            </p>
          ) : (
            <p class="meta">{texts.from(mail.from)}</p>
          )}
          <Address
            what={texts.inbox}
            hint={texts.inboxHint}
            address={mail.address}
            onRenew={(isNew) => void change(null, isNew)}
            onClose={() => void close(null)}
          />
          {open.map((pair) => (
            <Address
              key={pair.id}
              what={texts.page(peopleOf(pair)[otherMember(pair.me)].name)}
              hint={texts.pageHint}
              address={mail.pages.find((each) => each.pair === pair.id)?.address ?? null}
              onRenew={(isNew) => void change(pair.id, isNew)}
              onClose={() => void close(pair.id)}
            />
          ))}
          <Senders
            key={mail.senders.join()}
            senders={mail.senders}
            onSave={async (senders) => take(await setSenders(senders), texts.saved)}
          />
          {mail.recent.length > 0 && (
            <section aria-label={texts.recent}>
              <h2>{texts.recent}</h2>
              <ul class="connections-recent">
                {mail.recent.map((each) => (
                  <li key={`${each.at} ${each.state}`}>{sayTaken(each)}</li>
                ))}
              </ul>
            </section>
          )}
        </>
      )}
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </fieldset>
  );
}

type AddressProps = {
  what: string;
  hint: string;
  address: string | null;
  onRenew: (isNew: boolean) => void;
  onClose: () => void;
};

function Address({ what, hint, address, onRenew, onClose }: AddressProps) {
  if (address === null)
    return (
      <div class="connections-address">
        <span>{what}</span>
        <Button aria-label={texts.makeFor(what)} onClick={() => onRenew(true)}>
          {texts.make}
        </Button>
      </div>
    );
  return (
    <div>
      <CopyField label={what} hint={hint} value={address} />
      <div class="row">
        <Button look="quiet" aria-label={texts.renewFor(what)} onClick={() => onRenew(false)}>
          {texts.renew}
        </Button>
        <Button look="quiet" aria-label={texts.closeFor(what)} onClick={onClose}>
          {texts.close}
        </Button>
      </div>
    </div>
  );
}

function Senders({
  senders,
  onSave,
}: {
  senders: readonly string[];
  onSave: (senders: readonly string[]) => Promise<void>;
}) {
  const line = useSignal(senders.join(", "));
  return (
    <form
      class="begin-line"
      onSubmit={(event) => {
        event.preventDefault();
        void onSave(
          line
            .peek()
            .split(/[,;\s]+/)
            .filter((each) => each !== ""),
        );
      }}
    >
      <TextField
        label={texts.senders}
        hint={texts.sendersHint}
        value={line.value}
        onValue={(value) => {
          line.value = value;
        }}
      />
      <Button type="submit">{texts.save}</Button>
    </form>
  );
}

function sayTaken({ at, state, why, pair, from }: TakenMail): string {
  const when = new Date(at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  const page = pairs.value.find(({ id }) => id === pair);
  const parts = [
    when,
    texts.states[state],
    ...(page ? [peopleOf(page)[otherMember(page.me)].name] : []),
    ...(why !== null && texts.why[why] ? [texts.why[why]] : []),
    ...(from === null ? [] : [texts.fromWhom(from)]),
  ];
  return parts.join(" · ");
}
