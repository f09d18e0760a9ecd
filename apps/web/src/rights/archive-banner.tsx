import { otherMember } from "@candor/core/person/member.ts";
import { useEffect } from "preact/hooks";
import type { PageHandle } from "../offline/page-handle.ts";
import { pairs, refreshPeople } from "../people/my-people.ts";
import { peopleOf } from "../people/people-of.ts";
import { Button } from "../ui/button.tsx";
import { sayInstant } from "./say-instant.ts";
import { rightsTexts } from "./texts.ts";

const say = rightsTexts.archive;

/** Why a page is only read, and until when. */
export function ArchiveBanner({ handle }: { handle: PageHandle }) {
  const pair = pairs.value.find(({ id }) => id === handle.pairId) ?? null;
  const other = pair?.members.find(({ member }) => member === otherMember(pair.me));
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
        {other?.left
          ? say.left(other.name)
          : pair?.archive?.why === "manager_changed"
            ? say.managerChanged
            : say.frozen}
        {goesAt !== null && ` ${say.goes(sayInstant(goesAt))}`}
      </span>
      <Button small onClick={() => void save()}>
        {say.export}
      </Button>
    </div>
  );
}
