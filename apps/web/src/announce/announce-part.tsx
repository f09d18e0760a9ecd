import { mayStill } from "@candor/core/announcement/judge-delivery.ts";
import type { AnnouncementAnswer, ArtifactAnnouncements, Delivery } from "@candor/protocol/http/announcement.ts";
import type { ArtifactAnswer } from "@candor/protocol/http/artifact.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { showToast } from "../ui/toasts.ts";
import { readAnnouncements, settleDelivery } from "./announce-calls.ts";
import { AnnounceDialog } from "./announce-dialog.tsx";
import { announceTexts } from "./announce-texts.ts";
import "./announce.css";

const texts = announceTexts.part;
const LOOK_MILLISECONDS = 2_000; // while something is on its way

/** Announcing an artifact, and what was announced of it: where, when, and how it went. */
export function AnnouncePart({ artifact }: { artifact: ArtifactAnswer }) {
  const known = useSignal<ArtifactAnnouncements | null>(null);
  const hasFailed = useSignal(false);
  const isOpen = useSignal(false);
  const { id, audience, proposals, workspace } = artifact;
  const read = async () => {
    const result = await readAnnouncements(id);
    hasFailed.value = result.type !== "ok";
    if (result.type === "ok") known.value = result.value;
  };
  const standing = JSON.stringify([audience, proposals.map(({ state }) => state)]);
  useEffect(() => void read(), [id, standing]);
  const value = known.value;
  const isMoving = value?.announcements.some(({ deliveries }) =>
    deliveries.some(({ state }) => state === "waiting" || state === "sending"),
  );
  useEffect(() => {
    if (!isMoving) return;
    const timer = setInterval(() => document.visibilityState === "visible" && void read(), LOOK_MILLISECONDS);
    return () => clearInterval(timer);
  }, [isMoving]);
  return (
    <section class="stack-tight" aria-labelledby="artifact-announce">
      <h2 id="artifact-announce">{texts.title}</h2>
      {workspace === null ? (
        <p class="meta">{texts.noWorkspace}</p>
      ) : value === null ? (
        hasFailed.value ? (
          <div role="alert" class="stack-tight">
            <p>{announceTexts.unreachable}</p>
            <Button small onClick={() => void read()}>
              {announceTexts.retry}
            </Button>
          </div>
        ) : (
          <p class="meta">{texts.waiting}</p>
        )
      ) : (
        <>
          {value.verdict.type === "allowed" ? (
            <div>
              <Button
                onClick={() => {
                  isOpen.value = true;
                }}
              >
                {texts.open}
              </Button>
            </div>
          ) : (
            <p class="meta">{texts.denied[value.verdict.why]}</p>
          )}
          {value.announcements.length > 0 && (
            <section class="stack-tight" aria-label={texts.record}>
              {value.announcements.map((each) => (
                <Announced
                  key={each.id}
                  artifact={id}
                  announcement={each}
                  changed={(next) => {
                    known.value = next;
                  }}
                />
              ))}
            </section>
          )}
        </>
      )}
      {isOpen.value && value && (
        <AnnounceDialog
          artifact={id}
          title={artifact.title}
          known={value}
          changed={(next) => {
            known.value = next;
          }}
          onClose={() => {
            isOpen.value = false;
          }}
        />
      )}
    </section>
  );
}

type AnnouncedProps = {
  artifact: string;
  announcement: AnnouncementAnswer;
  changed: (next: ArtifactAnnouncements) => void;
};

function Announced({ artifact, announcement, changed }: AnnouncedProps) {
  const { id, title, from, at, onBoard, deliveries } = announcement;
  const settle = async (delivery: Delivery, wanted: "try_again" | "give_up") => {
    const result = await settleDelivery(artifact, id, delivery.id, { do: wanted });
    if (result.type === "ok") {
      changed(result.value);
      announce(wanted === "try_again" ? texts.tried : texts.left);
    } else showToast(result.type === "problem" ? result.title : announceTexts.unreachable);
  };
  return (
    <article class="announce-record">
      <p class="announce-record-title">{title}</p>
      <p class="meta">{texts.announced(sayTime(at), from)}</p>
      {onBoard && <p class="meta">{texts.onBoard}</p>}
      <ul class="artifact-list">
        {deliveries.map((delivery) => (
          <li key={delivery.id} data-state={delivery.state}>
            <p>
              <strong>{delivery.to ?? delivery.channel}</strong>{" "}
              <span class="announce-state">{announceTexts.states[delivery.state]}</span>{" "}
              <span class="meta">
                {delivery.settledAt !== null && delivery.state === "sent" && sayTime(delivery.settledAt)}
                {delivery.state === "waiting" && delivery.tries > 0 && texts.nextTry(sayTime(delivery.nextTryAt))}
              </span>
            </p>
            {delivery.why !== null && delivery.state !== "given_up" && (
              <p class="meta">{announceTexts.why[delivery.why]}</p>
            )}
            <Actions delivery={delivery} settle={settle} />
          </li>
        ))}
      </ul>
    </article>
  );
}

function Actions(props: { delivery: Delivery; settle: (delivery: Delivery, wanted: "try_again" | "give_up") => void }) {
  const { delivery, settle } = props;
  const may = mayStill(delivery.state);
  const where = delivery.to ?? delivery.channel;
  const isNew = delivery.state === "waiting" && delivery.tries === 0;
  if (isNew || (!may.tryAgain && !may.giveUp)) return null;
  const again = delivery.state === "unsure" ? texts.sendAgain : texts.tryAgain;
  return (
    <div class="row">
      {may.tryAgain && (
        <Button small aria-label={texts.of(again, where)} onClick={() => settle(delivery, "try_again")}>
          {again}
        </Button>
      )}
      {may.giveUp && (
        <Button
          small
          look="quiet"
          aria-label={texts.of(texts.giveUp, where)}
          onClick={() => settle(delivery, "give_up")}
        >
          {texts.giveUp}
        </Button>
      )}
    </div>
  );
}

function sayTime(instant: string): string {
  return new Date(instant).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}
