import { mayOnArtifact } from "@candor/core/access/may-on-artifact.ts";
import type { ArtifactRole } from "@candor/core/artifact/artifact.ts";
import type { ArtifactAnswer, ArtifactCandidate, ArtifactPerson } from "@candor/protocol/http/artifact.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso";
import { thisTab } from "../offline/this-tab.ts";
import type { ApiResult } from "../people/api-client.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { sayDate } from "../ui/say-day.ts";
import { SelectField } from "../ui/select-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import { showToast } from "../ui/toasts.ts";
import {
  changeArtifact,
  changePerson,
  deleteArtifact,
  invitePerson,
  listCandidates,
  noteReview,
  removePerson,
} from "./artifact-calls.ts";
import { artifactTexts } from "./artifact-texts.ts";

type PartProps = { artifact: ArtifactAnswer; changed: (next: ArtifactAnswer | null) => void };

/** Does something on the server and shows what came of it; what did not work is said and loses nothing. */
async function doing(asked: Promise<ApiResult<ArtifactAnswer>>, { changed }: PartProps): Promise<boolean> {
  const result = await asked;
  if (result.type === "ok") changed(result.value);
  else showToast(result.type === "problem" ? result.title : artifactTexts.unreachable);
  return result.type === "ok";
}

export function ReviewPart(props: PartProps) {
  const { artifact } = props;
  const texts = artifactTexts.review;
  const mayReview = mayOnArtifact(artifact.myRole, "review").type === "allowed";
  return (
    <section class="stack-tight" aria-labelledby="artifact-review">
      <h2 id="artifact-review">{texts.title}</h2>
      <p class="meta">
        {artifact.reviewedAt === null
          ? texts.never
          : texts.last(sayDate(artifact.reviewedAt.slice(0, 10), today.value))}
      </p>
      {mayReview && (
        <>
          <TextField
            type="date"
            label={texts.next}
            value={artifact.reviewOn ?? ""}
            onValue={(day) => void doing(changeArtifact(artifact.id, { reviewOn: day === "" ? null : day }), props)}
          />
          <div>
            <Button
              onClick={async () => {
                if (await doing(noteReview(artifact.id), props)) announce(texts.noted);
              }}
            >
              {texts.done}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

export function PeoplePart(props: PartProps) {
  const { artifact } = props;
  const texts = artifactTexts.people;
  const mayShare = mayOnArtifact(artifact.myRole, "share").type === "allowed";
  return (
    <section class="stack-tight" aria-labelledby="artifact-people">
      <h2 id="artifact-people">{texts.title}</h2>
      <ul class="artifact-people">
        {artifact.people.map((person) => {
          const { member, name, role, joined } = person;
          return (
            <li key={member}>
              <span>
                {name || texts.somebody}
                {!joined && <span class="meta"> ({texts.notJoined})</span>}
              </span>
              {mayShare && role !== "owner" && member !== artifact.me ? (
                <RoleChoice {...props} person={person} />
              ) : (
                <span class="meta">{artifactTexts.roles[role]}</span>
              )}
            </li>
          );
        })}
      </ul>
      {artifact.workspace && (
        <label class="check">
          <input
            type="checkbox"
            checked={artifact.audience === "workspace"}
            disabled={!mayShare}
            onClick={(event) => {
              const audience = event.currentTarget.checked ? "workspace" : "people";
              void doing(changeArtifact(artifact.id, { audience }), props);
            }}
          />
          {texts.workspace(artifact.workspace.name)}
        </label>
      )}
      {mayShare && <InviteForm {...props} />}
      <Leaving {...props} />
    </section>
  );
}

/** What somebody does in it. The arrow keys choose as they pass: what cannot be taken back is asked about first. */
function RoleChoice({ person, ...props }: PartProps & { person: ArtifactPerson }) {
  const { artifact } = props;
  const { member, role } = person;
  const texts = artifactTexts.people;
  const name = person.name || texts.somebody;
  const asked = useSignal<"remove" | "own" | null>(null);
  const change = (wanted: ArtifactRole) => doing(changePerson(artifact.id, member, wanted), props);
  return (
    <>
      <select
        class="input"
        aria-label={texts.role(person.name)}
        value={asked.value ?? role}
        onInput={(event) => {
          const { value } = event.currentTarget;
          asked.value = value === "remove" || value === "own" ? value : null;
          if (asked.peek() === null && value !== role) void change(value as ArtifactRole);
        }}
      >
        <option value="writer">{artifactTexts.roles.writer}</option>
        <option value="reader">{artifactTexts.roles.reader}</option>
        {artifact.myRole === "owner" && <option value="own">{texts.owns(name)}</option>}
        <option value="remove">{texts.remove(name)}</option>
      </select>
      {asked.value !== null && (
        <Sure
          hint={asked.value === "own" ? texts.ownsHint(name) : texts.removeHint(name)}
          yes={asked.value === "own" ? texts.ownsSure(name) : texts.removeSure(name)}
          no={texts.asItIs}
          onYes={() => (asked.peek() === "own" ? change("owner") : doing(removePerson(artifact.id, member), props))}
          onNo={() => {
            asked.value = null;
          }}
        />
      )}
    </>
  );
}

type SureProps = { hint: string; yes: string; no: string; onYes: () => void; onNo: () => void };

function Sure({ hint, yes, no, onYes, onNo }: SureProps) {
  return (
    <div class="stack-tight" role="alert">
      <p>{hint}</p>
      <div class="row">
        <Button small look="danger" onClick={onYes}>
          {yes}
        </Button>
        <Button small onClick={onNo}>
          {no}
        </Button>
      </div>
    </div>
  );
}

function InviteForm(props: PartProps) {
  const { artifact } = props;
  const texts = artifactTexts.people;
  const candidates = useSignal<readonly ArtifactCandidate[] | null>(null);
  const chosen = useSignal("0");
  const role = useSignal<"writer" | "reader">("writer");
  const isOpen = useSignal(false);
  useEffect(() => {
    if (!isOpen.value) return;
    void listCandidates(artifact.id).then((result) => {
      candidates.value = result.type === "ok" ? result.value : [];
      chosen.value = "0";
    });
  }, [isOpen.value, artifact.people.length]);
  if (!isOpen.value)
    return (
      <div>
        <Button
          small
          onClick={() => {
            isOpen.value = true;
          }}
        >
          {texts.add}
        </Button>
      </div>
    );
  if (candidates.value === null) return null;
  if (candidates.value.length === 0) return <p class="meta">{texts.nobody}</p>;
  return (
    <form
      class="stack-tight"
      onSubmit={(event) => {
        event.preventDefault();
        const whom = candidates.peek()?.[Number(chosen.peek())];
        if (!whom) return;
        const { pair, person } = whom;
        void doing(
          invitePerson(artifact.id, {
            ...(pair === undefined ? {} : { pair }),
            ...(person === undefined ? {} : { person }),
            role: role.peek(),
          }),
          props,
        );
      }}
    >
      <SelectField
        label={texts.who}
        value={chosen.value}
        choices={candidates.value.map(({ name }, index) => ({ value: String(index), label: name || texts.somebody }))}
        onValue={(value) => {
          chosen.value = value;
        }}
      />
      <SelectField
        label={texts.as}
        value={role.value}
        choices={[
          { value: "writer", label: texts.write },
          { value: "reader", label: texts.read },
        ]}
        onValue={(value) => {
          role.value = value;
        }}
      />
      <div>
        <Button type="submit" small>
          {texts.invite}
        </Button>
      </div>
    </form>
  );
}

/** Out of it, or all of it away: each is asked about where it cannot be undone. */
function Leaving(props: PartProps) {
  const { artifact } = props;
  const texts = artifactTexts.people;
  const isAsked = useSignal(false);
  const { route } = useLocation();
  if (artifact.me === "p0") return null;
  const isOwner = artifact.myRole === "owner";
  const goes = async (done: Promise<ApiResult<unknown>>) => {
    const result = await done;
    if (result.type !== "ok") return showToast(result.type === "problem" ? result.title : artifactTexts.unreachable);
    await thisTab().forgetPair(artifact.id);
    route("/artifacts");
  };
  if (!isAsked.value)
    return (
      <div>
        <Button
          small
          look="quiet"
          onClick={() => {
            isAsked.value = true;
          }}
        >
          {isOwner ? texts.delete : texts.leave}
        </Button>
      </div>
    );
  return (
    <Sure
      hint={isOwner ? texts.deleteHint : texts.leaveHint}
      yes={isOwner ? texts.deleteSure : texts.leaveSure}
      no={isOwner ? texts.keep : texts.stay}
      onYes={() => void goes(isOwner ? deleteArtifact(artifact.id) : removePerson(artifact.id, artifact.me))}
      onNo={() => {
        isAsked.value = false;
      }}
    />
  );
}
