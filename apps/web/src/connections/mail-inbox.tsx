import type { CapturePerson } from "@candor/core/capture/parse-capture.ts";
import type { MailedTopic, MailInbox } from "@candor/protocol/http/my-mail.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ApiResult } from "../people/api-client.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { showToast } from "../ui/toasts.ts";
import { placeMailed, readMailInbox, throwMailedAway } from "./connection-calls.ts";
import { connectionsTexts } from "./connections-texts.ts";

const texts = connectionsTexts.inbox;

/** What came by mail and waits for somebody to be named. Without the server there is nothing to see of it. */
export function MailInboxList({ people }: { people: readonly CapturePerson[] }) {
  const topics = useSignal<readonly MailedTopic[]>([]);
  const take = (result: ApiResult<MailInbox>) => {
    if (result.type === "ok") topics.value = result.value.topics;
    return result.type === "ok";
  };
  useEffect(() => void readMailInbox().then(take), []);
  if (topics.value.length === 0) return null;
  const choose = async ({ id }: MailedTopic, pair: string) => {
    const name = people.find((person) => person.id === pair)?.name ?? "";
    const isPlaced = take(await placeMailed(id, pair));
    showToast(isPlaced ? texts.added(name) : connectionsTexts.unreachable);
  };
  const remove = async ({ id }: MailedTopic) => {
    if (!take(await throwMailedAway(id))) showToast(connectionsTexts.unreachable);
    else showToast(texts.thrownAway, () => void placeMailed(id, null).then(take));
  };
  return (
    <section class="capture-inbox" aria-label={texts.title}>
      <h2>{texts.title}</h2>
      <ul class="capture-waiting">
        {topics.value.map((topic) => (
          <li key={topic.id}>
            <span class="grow">{topic.title}</span>
            <select
              class="input"
              aria-label={texts.chooseFor(topic.title)}
              onChange={(event) => event.currentTarget.value && void choose(topic, event.currentTarget.value)}
            >
              <option value="">{texts.choose}</option>
              {people.map((person) => (
                <option key={person.id} value={person.id}>
                  {person.name}
                </option>
              ))}
            </select>
            <IconButton icon="bin" label={texts.throwAway(topic.title)} onClick={() => void remove(topic)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
