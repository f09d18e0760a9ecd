import { MAX_WORK_ITEMS } from "@candor/core/link/work-list.ts";
import type { LinkAccount, LinkAccounts } from "@candor/protocol/http/link.ts";
import type { PairWork, SetWork } from "@candor/protocol/http/work.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { registerCommands } from "../commands/commands.ts";
import { thisTab } from "../offline/this-tab.ts";
import { usePage } from "../page/page-context.ts";
import { callApi } from "../people/api-client.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { hostOf } from "./find-addresses.ts";
import { LinkTitle, StateChip } from "./link-title.tsx";
import { pageLinksPath } from "./link-titles.ts";
import { texts } from "./work-texts.ts";

const workPath = (pair: string) => `/api/pairs/${encodeURIComponent(pair)}/work`;

/**
 * What the direct chose to show of their work, folded: to be read, so that talk is not status. Draws nothing where there
 * is nothing; a direct begins by a command.
 */
export function WorkBlock({ pair }: { pair: string }) {
  const { people, other, canEdit, handle } = usePage();
  const work = useSignal<PairWork | null>(null);
  const isChoosing = useSignal(false);
  const isSaved = handle.sync.value.type === "saved"; // before, the server may not have heard of the page
  useEffect(() => {
    if (!isSaved) return;
    void callApi<PairWork>(thisTab().fetch, { method: "GET", path: workPath(pair) }).then((result) => {
      if (result.type === "ok") work.value = result.value;
    });
  }, [pair, isSaved]);
  const choose = () => {
    isChoosing.value = true;
  };
  const isMine = work.value?.isMine === true && canEdit.value;
  useEffect(
    () =>
      isMine
        ? registerCommands([
            { id: "work.choose", name: texts.command, keywords: texts.keywords, shortcut: null, run: choose },
          ])
        : undefined,
    [isMine],
  );
  const shown = work.value;
  if (shown === null) return null;
  const isEmpty = shown.links.length === 0 && shown.listed === null;
  const name = people.value[other].name;
  return (
    <>
      {!isEmpty && (
        <section class="work-block" aria-label={texts.title} data-no-print>
          <details>
            <summary>
              {texts.title} <span class="meta">{texts.folded}</span>
            </summary>
            <div class="stack-tight">
              <p class="meta">{shown.isMine ? texts.hint(name) : texts.theirs(name)}</p>
              <Items pair={pair} work={shown} />
              {isMine && (
                <div>
                  <Button small onClick={choose}>
                    {texts.command}
                  </Button>
                </div>
              )}
            </div>
          </details>
        </section>
      )}
      {isChoosing.value && (
        <ChooseWork
          work={shown}
          pair={pair}
          name={name}
          onClose={() => {
            isChoosing.value = false;
          }}
          onSet={(set) => {
            work.value = set;
            isChoosing.value = false;
          }}
        />
      )}
    </>
  );
}

function Items({ pair, work: { links, listed } }: { pair: string; work: PairWork }) {
  return (
    <>
      <ul class="topic-links">
        {links.map((href) => (
          <li key={href}>
            <OutLink href={href} />
            <LinkTitle path={pageLinksPath(pair)} href={href} />
          </li>
        ))}
        {listed?.items.map(({ address, title, state, said }) => (
          <li key={address}>
            <OutLink href={address} label={title} />
            {state !== null && <StateChip state={state} said={said} />}
          </li>
        ))}
      </ul>
      {listed !== null && (
        <p class="meta">
          {listed.at === null
            ? texts.waits
            : texts.asOf(
                Temporal.Instant.from(listed.at).toLocaleString(undefined, { hour: "numeric", minute: "2-digit" }),
              )}
        </p>
      )}
    </>
  );
}

function OutLink({ href, label }: { href: string; label?: string }) {
  return (
    <a href={href} title={href} rel="noopener noreferrer" target="_blank">
      <bdi>{label ?? hostOf(href)}</bdi>
    </a>
  );
}

type ChooseWorkProps = {
  work: PairWork;
  pair: string;
  name: string;
  onClose: () => void;
  onSet: (work: PairWork) => void;
};

function ChooseWork({ work, pair, name, onClose, onSet }: ChooseWorkProps) {
  const typed = useSignal(work.links.join("\n"));
  const account = useSignal(work.account ?? "");
  const accounts = useSignal<LinkAccount[] | null>(null);
  const problem = useSignal("");
  useEffect(() => {
    void callApi<LinkAccounts>(thisTab().fetch, { method: "GET", path: "/api/me/link-accounts" }).then((result) => {
      if (result.type === "ok")
        accounts.value = result.value.accounts.filter(({ provider }) => texts.of[provider] !== "");
    });
  }, []);
  const send = async (body: SetWork) => {
    problem.value = "";
    const result = await callApi<PairWork>(thisTab().fetch, { method: "PUT", path: workPath(pair), body });
    if (result.type !== "ok") {
      problem.value = result.type === "unreachable" ? texts.unreachable : result.title;
      return;
    }
    announce(body.links.length === 0 && body.account === null ? texts.cleared : texts.saved);
    onSet(result.value);
  };
  const save = async () => {
    const links = typed
      .peek()
      .split(/\s*\n\s*/)
      .map((line) => line.trim())
      .filter((line) => line !== "");
    if (links.length > MAX_WORK_ITEMS) problem.value = texts.tooMany;
    else if (links.some((link) => !/^https?:\/\/[^\s<>"\\]+$/i.test(link))) problem.value = texts.badLink;
    else await send({ links, account: account.peek() || null });
  };
  return (
    <Dialog title={texts.command} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p class="meta">{texts.hint(name)}</p>
        <TextArea
          label={texts.links}
          hint={texts.linksHint}
          rows={4}
          value={typed.value}
          spellcheck={false}
          onValue={(value) => {
            typed.value = value;
            problem.value = "";
          }}
        />
        {accounts.value?.length === 0 ? (
          <p class="meta">
            <a href="/settings/connections">{texts.tokens}</a>
          </p>
        ) : (
          <div>
            <SelectField
              label={texts.listed}
              value={account.value}
              choices={[
                { value: "", label: texts.none },
                ...(accounts.value ?? []).map(({ id, provider, origin }) => ({
                  value: id,
                  label: `${texts.of[provider]}, ${hostOf(origin)}`,
                })),
              ]}
              onValue={(value) => {
                account.value = value;
                problem.value = "";
              }}
            />
            <p class="meta">{texts.listedHint(name)}</p>
          </div>
        )}
        <p role="alert" class="problem">
          {problem.value}
        </p>
        <div class="row">
          <Button type="submit" look="primary">
            {texts.save}
          </Button>
          <Button onClick={() => void send({ links: [], account: null })}>{texts.clear}</Button>
        </div>
      </form>
    </Dialog>
  );
}
