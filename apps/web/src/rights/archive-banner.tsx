import { otherMember } from "@candor/core/person/member.ts";
import { useEffect } from "preact/hooks";
import type { PageHandle } from "../offline/page-handle.ts";
import { pairs, refreshPeople } from "../people/my-people.ts";
import type { KnownPair } from "../people/people.ts";
import { peopleOf } from "../people/people-of.ts";
import { Button } from "../ui/button.tsx";
import { sayInstant } from "./say-instant.ts";
import { rightsTexts } from "./texts.ts";

const say = rightsTexts.archive;

/** Why a page is only read, and until when. */
export function ArchiveBanner({ handle }: { handle: PageHandle }) {
  const pair = pairs.value.find(({ id }) => id === handle.pairId) ?? null;
  const goesAt = pair?.archive?.goesAt ?? null;
  useEffect(() => void refreshPeople(), []); // the page itself does not say why it may only be read
  const save = async () => {
    const { exportPage } = await import("../transfer/export-page.ts");
    const { a, b } = peopleOf(pair);
    await exportPage(handle, { a: a.name, b: b.name }, "markdown");
  };
  return (
    <div class="banner banner-warn" data-banner>
      <span class="grow">
        {sayWhy(pair)}
        {sayManager(pair)}
        {goesAt !== null && ` ${say.goes(sayInstant(goesAt))}`}
      </span>
      <Button small onClick={() => void save()}>
        {say.export}
      </Button>
    </div>
  );
}

/** Until when whoever managed the other reads it, where the workspace has set that. */
function sayManager(pair: KnownPair | null): string {
  const until = pair?.archive?.formerManagerUntil ?? null;
  const other = pair?.members.find(({ member }) => member === otherMember(pair.me));
  if (!pair || !other || until === null) return "";
  if (other.left) return ` ${say.managerGone(other.name)}`;
  const isMine = other.role === "report" || other.role === "skip_report";
  return ` ${isMine ? say.managerUntilMe(sayInstant(until)) : say.managerUntil(other.name, sayInstant(until))}`;
}

function sayWhy(pair: KnownPair | null): string {
  const other = pair?.members.find(({ member }) => member === otherMember(pair.me));
  if (pair && other?.left && pair.archive?.why !== "manager_changed") return say.left(other.name);
  if (!pair?.archive || !other || pair.archive.why === null) return say.frozen;
  const since = sayInstant(pair.archive.since);
  return pair.archive.why === "left" ? say.left(other.name) : say.managerChanged(other.name, since);
}
