import { cleanName, isUnseenName, MAX_NAME_LENGTH } from "@candor/core/person/clean-name.ts";
import { ROLES, type Role } from "@candor/core/person/member.ts";
import { useSignal } from "@preact/signals";
import { thisTab } from "../offline/this-tab.ts";
import { usePage } from "../page/page-context.ts";
import { LeavePage } from "../rights/leave-page.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import { texts } from "./texts.ts";

const say = texts.pair;

/** What each role makes of the other side. */
const COUNTERPARTS: Readonly<Record<Role, Role>> = {
  manager: "report",
  report: "manager",
  skip_manager: "skip_report",
  skip_report: "skip_manager",
  mentor: "mentee",
  mentee: "mentor",
  peer: "peer",
};

/** What the two are called on this page, and what they are to each other. */
export function PairDialog({ onClose }: { onClose: () => void }) {
  const model = usePage();
  const mine = useSignal(model.people.peek()[model.me].name);
  const theirs = useSignal(model.people.peek()[model.other].name);
  const theirRole = useSignal<Role>(model.people.peek()[model.other].role);
  const problem = useSignal<string | null>(null);
  const save = async () => {
    const [myName, theirName] = [cleanName(mine.peek()), cleanName(theirs.peek())];
    if (isUnseenName(mine.peek()) || isUnseenName(theirs.peek())) {
      problem.value = texts.unseenName;
      return;
    }
    const result = await thisTab().people.change(model.handle.pairId, {
      members: [
        { member: model.me, ...(myName !== "" && { name: myName }), role: COUNTERPARTS[theirRole.peek()] },
        { member: model.other, ...(theirName !== "" && { name: theirName }), role: theirRole.peek() },
      ],
    });
    if (result.type === "ok") onClose();
    else problem.value = result.type === "problem" ? result.title : say.unreachable;
  };
  return (
    <Dialog title={say.title} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label={say.mine}
          value={mine.value}
          maxLength={MAX_NAME_LENGTH}
          autoComplete="name"
          onValue={(value) => {
            mine.value = value;
          }}
        />
        <TextField
          label={say.theirs}
          value={theirs.value}
          maxLength={MAX_NAME_LENGTH}
          autoComplete="off"
          onValue={(value) => {
            theirs.value = value;
          }}
        />
        <SelectField
          label={say.relation}
          value={theirRole.value}
          choices={ROLES.map((value) => ({ value, label: texts.relations[value] }))}
          onValue={(value) => {
            theirRole.value = value;
          }}
        />
        <p role="alert" class="problem">
          {problem.value}
        </p>
        <div class="row">
          <Button type="submit" look="primary">
            {say.save}
          </Button>
        </div>
      </form>
      <LeavePage handle={model.handle} other={model.people.value[model.other]} onGone={onClose} />
    </Dialog>
  );
}
