import { otherMember } from "@candor/core/person/member.ts";
import { saidNow } from "@candor/core/portrait/portrait.ts";
import { type PortraitMatch, type PortraitText, searchPortraits } from "@candor/core/portrait/search-portraits.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { me, pairs, peopleLoaded, refreshPeople } from "../people/my-people.ts";
import { peopleOf } from "../people/people-of.ts";
import { SignInFirst } from "../sign-in/sign-in-first.tsx";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/text-field.tsx";
import { useComeBack } from "../ui/use-come-back.ts";
import { Frame } from "./frame.tsx";
import { entriesOf, readPortraits } from "./portrait-calls.ts";
import { readAnswers } from "./read-answers.ts";
import { rhythmTexts as texts } from "./texts.ts";

const { portraits: say, portrait } = texts;

/** What those I lead tell of themselves, searched in plain words. The words I look for leave this device for nobody. */
export function PortraitsScreen() {
  const known = useSignal<readonly PortraitText[] | "unknown" | null>(null);
  const question = useSignal("");
  const found = useSignal<readonly PortraitMatch[] | null>(null);
  const isLoaded = useSignal(false);
  const whose = me.value?.userId ?? null;
  const read = async () => {
    await peopleLoaded();
    isLoaded.value = true;
    if (me.peek() === null) return;
    await refreshPeople();
    known.value = await readTexts();
  };
  useEffect(() => void read(), [whose]);
  useComeBack(known.value === "unknown", () => void read());
  const search = (asked: string) => {
    question.value = asked;
    const texts = known.peek();
    if (!Array.isArray(texts) || asked.trim() === "") return;
    found.value = searchPortraits(asked, texts);
    announce(found.value.length === 0 ? say.none : say.found(found.value.length));
  };
  return (
    <Frame title={texts.tabs.portraits} intro={say.intro} tab="portraits">
      {isLoaded.value && whose === null && (
        <SignInFirst to="/settings/portraits">
          <p>{texts.signIn}</p>
        </SignInFirst>
      )}
      {known.value === "unknown" && <p role="alert">{texts.unknown}</p>}
      {Array.isArray(known.value) && known.value.length === 0 && <p>{say.nobody}</p>}
      {Array.isArray(known.value) && known.value.length > 0 && (
        <form
          class="stack-tight"
          onSubmit={(event) => {
            event.preventDefault();
            search(question.peek());
          }}
        >
          <div class="begin-line">
            <TextField
              label={say.ask}
              placeholder={say.placeholder}
              value={question.value}
              maxLength={400}
              onValue={(value) => {
                question.value = value;
              }}
            />
            <Button type="submit" look="primary">
              {say.go}
            </Button>
          </div>
          <div class="row">
            {say.examples.map((each) => (
              <Button key={each} small look="quiet" onClick={() => search(each)}>
                {each}
              </Button>
            ))}
          </div>
        </form>
      )}
      {found.value !== null &&
        (found.value.length === 0 ? (
          <p>{say.none}</p>
        ) : (
          <ul class="rhythm-pairs" aria-label={say.found(found.value.length)}>
            {found.value.map((match) => (
              <Found
                key={`${match.text.person} ${match.text.part} ${match.text.at} ${match.text.text}`}
                match={match}
              />
            ))}
          </ul>
        ))}
    </Frame>
  );
}

function Found({ match: { text, because } }: { match: PortraitMatch }) {
  const pair = pairs.value.find(({ id }) => id === text.person);
  if (!pair) return null;
  const reasons = because.map(({ asked, said, how }) =>
    how === "same_word" ? say.because(asked, said) : say.subject(asked, said),
  );
  return (
    <li>
      <div class="section-line">
        <h2>
          <a href={`/settings/together?with=${pair.id}`}>{peopleOf(pair)[otherMember(pair.me)].name}</a>
        </h2>
        <span class="meta">{portrait.parts[text.part].name}</span>
      </div>
      <p class="portrait-text quote">{text.text}</p>
      <p class="meta" data-why>
        {say.why}
        {[...reasons, say.part(portrait.parts[text.part].name)].join(", ")}.
      </p>
    </li>
  );
}

/** What is shown to me, and what stands on my pages with those I lead; `person` is the pair's id. */
async function readTexts(): Promise<PortraitText[] | "unknown"> {
  const result = await readPortraits();
  if (result.type !== "ok") return "unknown";
  const shown = result.value.flatMap(({ pair, entries }) =>
    saidNow(entriesOf(entries)).map(({ part, text, at }): PortraitText => ({ person: pair, part, text, at })),
  );
  const led = pairs.peek().filter((pair) => {
    const { role } = peopleOf(pair)[pair.me];
    return (role === "manager" || role === "skip_manager") && !pair.archive;
  });
  const written: PortraitText[] = [];
  for (const { id } of led) {
    for (const { part, text, day } of await readAnswers(id)) {
      if (!shown.some((each) => each.person === id && each.text.includes(text)))
        written.push({ person: id, part, text, at: day ?? "" });
    }
  }
  return [...shown, ...written];
}
