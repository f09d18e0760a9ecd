import { judgeReview } from "@candor/core/artifact/artifact.ts";
import type { ArtifactEntry } from "@candor/protocol/http/artifact.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { me, peopleLoaded } from "../people/my-people.ts";
import { SignInFirst } from "../sign-in/sign-in-first.tsx";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { sayDate } from "../ui/say-day.ts";
import { Screen } from "../ui/screen.tsx";
import { TextField } from "../ui/text-field.tsx";
import { listArtifacts } from "./artifact-calls.ts";
import { artifactTexts } from "./artifact-texts.ts";
import { beginFrom } from "./begin-from.ts";
import { StartArtifact } from "./start-artifact.tsx";

const texts = artifactTexts.register;

/** Every artifact that I may see, those that are due first. */
export function RegisterScreen() {
  const known = useSignal<readonly ArtifactEntry[] | "unreachable" | "nobody_here" | null>(null);
  const wanted = useSignal("");
  const isStarting = useSignal(beginFrom.peek() !== null);
  useEffect(
    () => () => {
      beginFrom.value = null;
    },
    [],
  );
  const whose = me.value?.userId ?? null;
  const read = async () => {
    await peopleLoaded();
    if (me.peek() === null) {
      known.value = "nobody_here";
      return;
    }
    const result = await listArtifacts();
    if (result.type === "ok") known.value = result.value;
    else if (!Array.isArray(known.peek())) known.value = "unreachable";
  };
  useEffect(() => void read(), [whose]);
  const entries = Array.isArray(known.value) ? (known.value as readonly ArtifactEntry[]) : null;
  const found = entries?.filter(({ title }) => title.toLowerCase().includes(wanted.value.trim().toLowerCase())) ?? [];
  const due = found.filter(({ reviewOn }) => judgeReview(reviewOn, today.value) === "due");
  return (
    <Screen back={{ to: "/", label: texts.back }} title={texts.title} intro={texts.intro} main="start-main artifacts">
      {known.value === "nobody_here" && (
        <SignInFirst to="/artifacts">
          <p>{texts.signIn}</p>
        </SignInFirst>
      )}
      {known.value === "unreachable" && (
        <div role="alert" class="stack-tight">
          <p>{artifactTexts.unreachable}</p>
          <Button onClick={() => void read()}>{artifactTexts.retry}</Button>
        </div>
      )}
      {entries && (
        <div class="row artifact-find">
          {entries.length > 0 && (
            <TextField
              label={texts.search}
              value={wanted.value}
              onValue={(value) => {
                wanted.value = value;
              }}
            />
          )}
          {!isStarting.value && (
            <Button
              onClick={() => {
                isStarting.value = true;
              }}
            >
              {texts.start}
            </Button>
          )}
        </div>
      )}
      {isStarting.value && (
        <StartArtifact
          onLeave={() => {
            beginFrom.value = null;
            isStarting.value = false;
          }}
        />
      )}
      {entries?.length === 0 && <p>{texts.empty}</p>}
      {entries && entries.length > 0 && found.length === 0 && <p role="status">{texts.none}</p>}
      {due.length > 0 && (
        <section aria-labelledby="artifacts-due">
          <h2 id="artifacts-due">{texts.due}</h2>
          <p class="meta">{texts.dueHint}</p>
          <Entries entries={due} />
        </section>
      )}
      {found.length > due.length && (
        <section aria-labelledby="artifacts-all">
          <h2 id="artifacts-all">{texts.all}</h2>
          <Entries entries={found.filter((each) => !due.includes(each))} />
        </section>
      )}
    </Screen>
  );
}

function Entries({ entries }: { entries: readonly ArtifactEntry[] }) {
  return (
    <ul class="artifact-list">
      {entries.map((entry) => (
        <li key={entry.id}>
          <a class="artifact-title" href={`/artifacts/${entry.id}`}>
            {entry.title || artifactTexts.untitled}
          </a>
          <p class="meta">{factsOf(entry).join(" · ")}</p>
        </li>
      ))}
    </ul>
  );
}

function factsOf({ kind, form, owner, reviewOn, reviewedAt, audience, workspace }: ArtifactEntry): string[] {
  const verdict = judgeReview(reviewOn, today.value);
  const review = texts.review[verdict];
  return [
    artifactTexts.kinds[kind] + (form === "link" ? `, ${texts.elsewhere}` : ""),
    ...(owner ? [texts.owner(owner)] : []),
    reviewOn === null ? texts.noReview : typeof review === "string" ? review : review(sayDate(reviewOn, today.value)),
    ...(reviewedAt === null ? [] : [texts.lastReview(sayDate(reviewedAt.slice(0, 10), today.value))]),
    ...(audience === "workspace" && workspace ? [texts.forWorkspace(workspace.name)] : []),
  ];
}
