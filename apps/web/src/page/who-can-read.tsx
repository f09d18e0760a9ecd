import { Icon } from "../ui/icons.tsx";
import { usePage } from "./page-context.ts";
import { texts } from "./texts.ts";

/** Says beside the text who can read it. */
export function WhoCanRead() {
  const model = usePage();
  const other = model.people.value[model.other];
  const name = other.name || texts.otherMissing;
  const say = texts.whoReads;
  const access = model.handle.access.value;
  if (access.type === "read" && access.why === "access_ended") return null; // who reads it now is no longer known here
  const who = other.joined
    ? say.both(say.you, name)
    : other.left || !model.canEdit.value
      ? say.alone
      : say.notYet(name);
  return (
    <p class="who-reads">
      <Icon name="lock" />
      <span>
        {who} {say.nobodyElse(other.role)}
      </span>
    </p>
  );
}
