import { mayOnArtifact } from "@candor/core/access/may-on-artifact.ts";
import type { ArtifactAnswer } from "@candor/protocol/http/artifact.ts";
import { useSignal } from "@preact/signals";
import { readAnswerLink } from "../ledger/read-link.ts";
import { LinkTitle } from "../links/link-title.tsx";
import { artifactLinksPath } from "../links/link-titles.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/text-field.tsx";
import { changeArtifact } from "./artifact-calls.ts";
import { artifactTexts } from "./artifact-texts.ts";

const texts = artifactTexts.screen;

type LinkedProps = { artifact: ArtifactAnswer; changed: (next: ArtifactAnswer) => void };

/** One that stands elsewhere: what it is called here, and where it is. Both can be put right by those who share it. */
export function LinkedElsewhere({ artifact, changed }: LinkedProps) {
  const { title, address, myRole } = artifact;
  const isEdited = useSignal(false);
  const stop = () => {
    isEdited.value = false;
  };
  if (isEdited.value) return <EditLink {...{ artifact, changed, stop }} />;
  return (
    <>
      <h1>{title}</h1>
      <p class="artifact-address">
        {address}
        {address !== null && <LinkTitle path={artifactLinksPath(artifact.id)} href={address} />}
      </p>
      <div class="row">
        {address !== null && (
          <a class="button" href={address} target="_blank" rel="noopener noreferrer">
            {texts.openLink}
          </a>
        )}
        {mayOnArtifact(myRole, "share").type === "allowed" && (
          <Button
            look="quiet"
            onClick={() => {
              isEdited.value = true;
            }}
          >
            {texts.editLink}
          </Button>
        )}
      </div>
    </>
  );
}

function EditLink({ artifact, changed, stop }: LinkedProps & { stop: () => void }) {
  const title = useSignal(artifact.title);
  const address = useSignal(artifact.address ?? "");
  const message = useSignal("");
  const save = async () => {
    const read = readAnswerLink(address.peek());
    if (read.type !== "link") {
      message.value = artifactTexts.notALink;
      return;
    }
    const change = { title: title.peek().trim(), address: read.href };
    const result = await changeArtifact(artifact.id, change);
    if (result.type !== "ok") {
      message.value = result.type === "problem" ? result.title : artifactTexts.unreachable;
      return;
    }
    announce(texts.linkChanged);
    changed(result.value);
    stop();
  };
  return (
    <>
      <h1>{artifact.title}</h1>
      <form
        class="stack-tight"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label={texts.title}
          value={title.value}
          required
          maxLength={200}
          onValue={(value) => {
            title.value = value;
          }}
        />
        <TextField
          label={texts.address}
          value={address.value}
          required
          maxLength={2000}
          onValue={(value) => {
            address.value = value;
          }}
        />
        {message.value !== "" && <p role="alert">{message.value}</p>}
        <div class="row">
          <Button type="submit" look="primary">
            {texts.saveLink}
          </Button>
          <Button look="quiet" onClick={stop}>
            {texts.leaveLink}
          </Button>
        </div>
      </form>
    </>
  );
}
