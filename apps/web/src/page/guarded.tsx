import type { MemberId } from "@candor/core/person/member.ts";
import type { ComponentChildren } from "preact";
import type { PageHandle } from "../offline/page-handle.ts";
import { ErrorBoundary } from "../ui/error-boundary.tsx";

type GuardedProps = {
  /** what breaks, as it begins a sentence */
  what: string;
  handle: PageHandle;
  names: Readonly<Record<MemberId, string>>;
  children: ComponentChildren;
};

/** A part of a page that may break without taking the rest along; the whole page can still be exported then. */
export function Guarded({ what, handle, names, children }: GuardedProps) {
  return (
    <ErrorBoundary
      what={what}
      isKept={() => isKept(handle)}
      onExport={async () => {
        const { exportPage } = await import("../transfer/export-page.ts");
        await exportPage(handle, names, "markdown");
      }}
    >
      {children}
    </ErrorBoundary>
  );
}

function isKept({ sync }: PageHandle): boolean {
  const state = sync.peek();
  return !("onDevice" in state) || state.onDevice || state.waiting === 0;
}
