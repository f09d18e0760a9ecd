import { judgeReview } from "@candor/core/artifact/artifact.ts";
import type { Topic } from "@candor/core/topic/topic.ts";
import type { ArtifactEntry, ArtifactProposal, PageArtifacts } from "@candor/protocol/http/artifact.ts";
import { effect, signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { LineLinks, PageLinks } from "../links/page-links.tsx";
import { WorkBlock } from "../links/work-block.tsx";
import { usePage } from "../page/page-context.ts";
import type { PageModel } from "../page/page-model.ts";
import { linksBeside, writtenDown } from "../page/topic-answer.tsx";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { readPageArtifacts } from "./artifact-calls.ts";
import { ProposalCard } from "./artifact-proposal.tsx";
import { artifactTexts } from "./artifact-texts.ts";
import "./artifact.css";

const NOTHING: PageArtifacts = { artifacts: [], proposals: [] };
const LOOK_AGAIN_MILLISECONDS = 20_000; // while the page is looked at: the other may propose something meanwhile

/** What is known of the page that is open, for its topics too. */
const known = signal<{ pair: string } & PageArtifacts>({ pair: "", ...NOTHING });

export async function refreshPageArtifacts(pair: string): Promise<void> {
  const result = await readPageArtifacts(pair);
  if (result.type === "ok") known.value = { pair, ...result.value };
}

/** What of a page has been written down, and what is to come out of it. Draws nothing where there is nothing. */
export function PageParts() {
  const model = usePage();
  const pair = model.handle.pairId;
  useEffect(() => {
    const { sync } = model.handle;
    // Not while the server is out of reach, or has not heard of the page yet.
    const look = () => {
      if (document.visibilityState === "visible" && sync.peek().type === "saved") void refreshPageArtifacts(pair);
    };
    const stop = effect(() => {
      if (sync.value.type === "saved" && known.peek().pair !== pair) queueMicrotask(look);
    });
    const timer = setInterval(look, LOOK_AGAIN_MILLISECONDS);
    document.addEventListener("visibilitychange", look);
    writtenDown.value = (topic) => (
      <>
        <LineLinks line={topic.title} />
        <TopicArtifacts topic={topic} />
      </>
    );
    linksBeside.value = (line) => <LineLinks line={line} />;
    return () => {
      stop();
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
      writtenDown.value = null;
      linksBeside.value = null;
      known.value = { pair: "", ...NOTHING };
    };
  }, [pair]);
  const { proposals, artifacts } = known.value;
  const asking = proposals.filter(({ state }) => state === "open");
  const titleOf = (id: string) => artifacts.find((each) => each.id === id)?.title || artifactTexts.untitled;
  return (
    <>
      <PageLinks pair={pair} />
      <WorkBlock pair={pair} />
      {asking.length > 0 && (
        <section class="artifact-asks" aria-label={artifactTexts.proposals.region}>
          {asking.map((proposal) => (
            <Asking key={proposal.id} {...{ proposal, model }} title={titleOf(proposal.artifact)} />
          ))}
        </section>
      )}
    </>
  );
}

type AskingProps = { proposal: ArtifactProposal; model: PageModel; title: string };

function Asking({ proposal, model, title }: AskingProps) {
  const isOpen = useSignal(false);
  const links = known.value.artifacts.find(({ id }) => id === proposal.artifact)?.openLinks ?? 0;
  const other = model.people.value[model.other].name;
  const say = artifactTexts.proposals;
  const waits = proposal.agreed[model.me] !== null;
  return (
    <div class="banner artifact-asking">
      <div class="row">
        <span class="grow">{waits ? say.waits(other, title) : say.asks(other, title)}</span>
        <a class="button button-small button-quiet" href={`/artifacts/${proposal.artifact}`}>
          {artifactTexts.write.open}
        </a>
        <Button
          small
          aria-expanded={isOpen.value}
          onClick={() => {
            isOpen.value = !isOpen.peek();
          }}
        >
          {isOpen.value ? say.hide : say.show}
        </Button>
      </div>
      {isOpen.value && (
        <ProposalCard
          proposal={proposal}
          links={links}
          changed={() => void refreshPageArtifacts(model.handle.pairId)}
        />
      )}
    </div>
  );
}

function TopicArtifacts({ topic }: { topic: Topic }) {
  const found = known.value.artifacts.filter((entry) => answers(entry, topic));
  if (found.length === 0) return null;
  return (
    <p class="topic-answer">
      <span class="meta">{artifactTexts.page.answers}</span>{" "}
      {found.map((entry) => {
        const note = artifactTexts.page.review[judgeReview(entry.reviewOn, today.value)];
        return (
          <span key={entry.id}>
            <a href={`/artifacts/${entry.id}`}>{entry.title || artifactTexts.untitled}</a>
            {note !== "" && <span class="meta"> ({note})</span>}{" "}
          </span>
        );
      })}
    </p>
  );
}

function answers({ sources }: ArtifactEntry, { id, question, theme }: Topic): boolean {
  return sources.some(
    (source) =>
      (source.kind === "topic" && source.item === id) ||
      (source.kind === "question" && source.item === question) ||
      (source.kind === "theme" && source.item === theme),
  );
}
