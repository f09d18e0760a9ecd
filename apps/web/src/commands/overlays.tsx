import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { CaptureDialog } from "../capture/capture-dialog.tsx";
import { goToThing } from "../history/go-to-thing.ts";
import { indexPages, type SearchedPage, searchEntries } from "../search/device-index.ts";
import { addressOfHit, addressOfPairing, searchElsewhere } from "../search/search-elsewhere.ts";
import type { PageEntry } from "../search/search-entry.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { lazily } from "../ui/lazily.tsx";
import { showToast } from "../ui/toasts.ts";
import type { CommandWorld } from "./command-world.ts";
import { type Command, commands } from "./commands.ts";
import { currentPage } from "./current-page.ts";
import { closeOverlay, overlay } from "./overlay.ts";
import { Palette } from "./palette.tsx";
import type { PaletteItem } from "./palette-items.ts";
import { usePrivateSearch } from "./private-search.ts";
import { privateTexts } from "./private-texts.ts";
import { recentItems, rememberItem } from "./recent-items.ts";
import { ShortcutSheet } from "./shortcut-sheet.tsx";
import { commandTexts } from "./texts.ts";
import "./commands.css";

/** Whatever lies over the screen just now. */
export function Overlays({ world }: { world: CommandWorld }) {
  const shown = overlay.value;
  const page = currentPage.value;
  useEffect(() => {
    if (!shown) return;
    // Going back leads away from what it lay over.
    const leave = () => closeOverlay(shown);
    addEventListener("popstate", leave);
    return () => removeEventListener("popstate", leave);
  }, [shown]);
  if (!shown) return null;
  const closed = () => closeOverlay(shown);
  switch (shown.type) {
    case "palette":
      return <PaletteOverlay world={world} what={shown.what} closed={closed} />;
    case "shortcuts":
      return <ShortcutSheet closed={closed} />;
    case "capture":
      return <CaptureDialog world={world} closed={closed} />;
    case "history":
      return page ? (
        <LazyVersions
          handle={page}
          names={world.names(page.pairId)}
          meeting={shown.meeting}
          restored={showToast}
          closed={closed}
        />
      ) : null;
    case "import":
      return page ? <LazyImport handle={page} names={world.names(page.pairId)} closed={closed} /> : null;
  }
}

// Earlier versions are on the server alone.
const LazyVersions = lazily(
  () => import("../history/versions-dialog.tsx").then((module) => module.VersionsDialog),
  NotHere,
);

// Reading Markdown is a part of its own, and rarely needed.
const LazyImport = lazily(() => import("../transfer/import-dialog.tsx").then((module) => module.ImportDialog), NotHere);

type PaletteOverlayProps = { world: CommandWorld; what: "all" | "text"; closed: () => void };

function PaletteOverlay({ world, what, closed }: PaletteOverlayProps) {
  const people = world.people.value;
  const [elsewhere, setElsewhere] = useState<readonly SearchedPage[]>([]);
  useEffect(() => {
    void indexPages(people, currentPage.peek(), world.readStored).then(setElsewhere);
  }, [people]);
  const search = useCallback((query: string) => searchElsewhere(world.searchServer, elsewhere, query), [elsewhere]);
  const choose = (item: PaletteItem) => {
    if (item.type === "command" || item.type === "person") rememberItem(item.id);
    if (item.type === "command") item.command.run();
    else if (item.type === "private") goTo(world, item.hit.address);
    else if (item.type === "elsewhere") world.go(addressOfHit(item.hit));
    else if (item.type === "person") world.go(`/p/${item.person.pairId}`);
    else showEntry(world, item.entry);
  };
  const find: Command = {
    id: "notebook.find",
    name: privateTexts.find,
    keywords: privateTexts.findWords,
    shortcut: null,
    run: () => goTo(world, "/themes#find"),
  };
  const keys: Command = {
    id: "notebook.keys",
    name: privateTexts.keys,
    keywords: privateTexts.keysWords,
    shortcut: null,
    run: () => world.go("/settings/notebook"),
  };
  const screen = commands.value;
  const everywhere = [find, keys].filter(({ id }) => !screen.some((each) => each.id === id));
  const content = { commands: [...screen, ...everywhere], people, entries: searchEntries(), recent: recentItems.value };
  return (
    <Palette
      what={what}
      content={content}
      searchPrivate={usePrivateSearch()}
      unlockPrivate={{ ...find, name: privateTexts.locked }}
      searchElsewhere={elsewhere.length === 0 ? null : search}
      choose={choose}
      closed={closed}
    />
  );
}

/** Also where only what stands behind "#" is another: routes leave that to whoever shows the screen. */
function goTo(world: CommandWorld, address: string): void {
  world.go(address);
  queueMicrotask(() => dispatchEvent(new HashChangeEvent("hashchange")));
}

function showEntry(world: CommandWorld, { pairId, type, thing }: PageEntry): void {
  const page = currentPage.peek();
  if (type === "pairing") goTo(world, addressOfPairing(pairId, thing));
  else if (page?.pairId === pairId) goToThing(page.page.peek(), { noun: type, id: thing });
  else world.go(`/p/${pairId}#${type}-${thing}`);
}

/** A dialog that is on the server and could not be fetched. */
function NotHere({ onRetry }: { onRetry: () => void }) {
  const isOver = useRef(false);
  useLayoutEffect(
    () => () => {
      isOver.current = true;
    },
    [],
  );
  return (
    <Dialog
      title={commandTexts.needsServer}
      onClose={() => {
        // Closed by what was fetched after all, it leaves the place to that.
        if (!isOver.current) overlay.value = null;
      }}
    >
      <p role="alert">{commandTexts.failed}</p>
      <div>
        <Button onClick={onRetry}>{commandTexts.retry}</Button>
      </div>
    </Dialog>
  );
}
