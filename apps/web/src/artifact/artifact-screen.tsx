import { mayOnArtifact } from "@candor/core/access/may-on-artifact.ts";
import type { ArtifactAnswer, ArtifactProposal } from "@candor/protocol/http/artifact.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { AnnouncePart } from "../announce/announce-part.tsx";
import { thisTab } from "../offline/this-tab.ts";
import { peopleLoaded } from "../people/my-people.ts";
import { Button } from "../ui/button.tsx";
import { WayBack } from "../ui/way-back.tsx";
import { readArtifact } from "./artifact-calls.ts";
import { ArtifactDocument } from "./artifact-document.tsx";
import { FilesPart } from "./artifact-files.tsx";
import { LinksPart } from "./artifact-links.tsx";
import { PeoplePart, ReviewPart } from "./artifact-parts.tsx";
import { ProposalCard } from "./artifact-proposal.tsx";
import { artifactTexts } from "./artifact-texts.ts";
import { VersionsPart } from "./artifact-versions.tsx";
import { LinkedElsewhere } from "./linked-elsewhere.tsx";

const texts = artifactTexts.screen;

const LOOK_AGAIN_MILLISECONDS = 5_000; // while the other is asked to agree: what they do shows without a reload

type Known = ArtifactAnswer | "missing" | "unreachable" | null;

/** One artifact: its text, and beside it who takes part, what they say of it, and when it is looked at again. */
export function ArtifactScreen({ id }: { id: string }) {
  const known = useSignal<Known>(null);
  const read = async () => {
    await peopleLoaded();
    const result = await readArtifact(id);
    if (result.type === "ok") known.value = result.value;
    else if (result.type === "problem") known.value = "missing";
    else if (known.peek() === null) known.value = "unreachable";
  };
  useEffect(() => {
    void read();
    const onShown = () => document.visibilityState === "visible" && void read();
    document.addEventListener("visibilitychange", onShown);
    return () => document.removeEventListener("visibilitychange", onShown);
  }, []);
  const value = known.value;
  const isAsked = value !== null && typeof value === "object" && value.proposals.some(isOpen);
  useEffect(() => {
    if (!isAsked) return;
    const timer = setInterval(() => document.visibilityState === "visible" && void read(), LOOK_AGAIN_MILLISECONDS);
    return () => clearInterval(timer);
  }, [isAsked]);
  useEffect(() => {
    // What is no longer for me is no longer kept for me.
    if (value === "missing") void thisTab().forgetPair(id);
  }, [value]);
  return (
    <div class="artifact">
      <header class="start-top">
        <WayBack to="/artifacts" label={texts.back} />
      </header>
      <main class="artifact-main">
        {value === null && <p class="meta">{texts.loading}</p>}
        {value === "missing" && <p role="alert">{texts.missing}</p>}
        {value === "unreachable" && (
          <div role="alert" class="stack-tight">
            <p>{artifactTexts.unreachable}</p>
            <Button onClick={() => void read()}>{artifactTexts.retry}</Button>
          </div>
        )}
        {value !== null && typeof value === "object" && (
          <OpenArtifact
            artifact={value}
            changed={(next) => {
              if (next) known.value = next;
              else void read();
            }}
          />
        )}
      </main>
    </div>
  );
}

/** Whether it waits for one of the two, or is on its way. */
function isOpen({ state }: ArtifactProposal): boolean {
  return state !== "withdrawn" && state !== "out";
}

type Changed = (next: ArtifactAnswer | null) => void;

function OpenArtifact({ artifact, changed }: { artifact: ArtifactAnswer; changed: Changed }) {
  const { id } = artifact;
  return (
    <div class="artifact-grid">
      <div class="artifact-paper">
        {artifact.form === "link" ? (
          <LinkedElsewhere artifact={artifact} changed={changed} />
        ) : (
          <ArtifactDocument artifact={artifact} ended={() => changed(null)} />
        )}
      </div>
      <aside class="artifact-beside stack">
        {artifact.proposals
          .filter(({ state }) => state !== "withdrawn")
          .map((proposal) => (
            <ProposalCard
              key={proposal.id}
              proposal={proposal}
              links={artifact.openLinks}
              changed={() => changed(null)}
            />
          ))}
        <ReviewPart artifact={artifact} changed={changed} />
        <PeoplePart artifact={artifact} changed={changed} />
        {mayOnArtifact(artifact.myRole, "share").type === "allowed" && <AnnouncePart artifact={artifact} />}
        {artifact.form === "document" && <LinksPart artifact={artifact} changed={changed} />}
        {artifact.form === "document" && <FilesPart id={id} />}
        {artifact.form === "document" && (
          <VersionsPart id={id} people={artifact.people} canEdit={artifact.myRole !== "reader"} />
        )}
      </aside>
    </div>
  );
}
