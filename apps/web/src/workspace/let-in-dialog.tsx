import type { HowJoined, MyWorkspacePair } from "@candor/protocol/http/workspace.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone } from "../ui/clock.ts";
import { Dialog } from "../ui/dialog.tsx";
import { sayDate } from "../ui/say-day.ts";
import { texts } from "./texts.ts";
import type { WorkspaceModel } from "./workspace-model.ts";

const say = texts.mine;

type LetInDialogProps = {
  model: WorkspaceModel;
  pair: MyWorkspacePair;
  joined: HowJoined;
  onLetIn: () => void;
  onClose: () => void;
};

/** How somebody came into the workspace, for whoever decides whether it is them. */
export function LetInDialog({ model, pair, joined, onLetIn, onClose }: LetInDialogProps) {
  const name = model.nameOf(pair.person);
  const by = joined.invitedBy === null ? null : model.nameOf(joined.invitedBy);
  return (
    <Dialog title={say.letInTitle(name)} onClose={onClose}>
      <p>
        {joined.at !== null && `${say.letInAt(name, sayDate(dayOf(joined.at), model.people.value.today))} `}
        {say.letInBy[joined.way]({ name, by, email: joined.email })}
      </p>
      <p>{joined.signsInAs === null ? say.letInNoAddress(name) : say.letInAddress(name, joined.signsInAs)}</p>
      <p>{say.letInAsk(name)}</p>
      <div class="row">
        <Button
          look="primary"
          onClick={() => {
            onClose();
            onLetIn();
          }}
        >
          {say.letIn}
        </Button>
        <Button onClick={onClose}>{say.letInNot}</Button>
      </div>
    </Dialog>
  );
}

function dayOf(instant: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(deviceTimeZone).toPlainDate().toString();
}
