import type { Id } from "@candor/core/id.ts";
import { checkDay } from "@candor/core/pairing/friction-way.ts";
import {
  binPairing,
  type FrictionStep,
  finishPairing,
  resumePairing,
  stepFriction,
} from "@candor/document/pairing/edit-pairing.ts";
import type { PageModel } from "../page/page-model.ts";
import { undoable } from "../page/undoable.ts";
import { today } from "../ui/clock.ts";
import { showToast } from "../ui/toasts.ts";
import { pairingTexts as texts } from "./pairing-texts.ts";
import { sayDayInside } from "./say-stamp.ts";

/** What is done to a pairing, with its way back, and what is said about it. */

export function finish({ handle }: PageModel, session: Id): void {
  tell(handle, texts.session.finished, () => finishPairing(handle.doc, handle.editor(), session));
}

export function goOn({ handle }: PageModel, session: Id): void {
  undoable(handle.undo, () => resumePairing(handle.doc, session));
}

export function bin({ handle }: PageModel, id: Id, said: string): void {
  tell(handle, said, () => binPairing(handle.doc, handle.editor(), id));
}

export function step({ handle }: PageModel, friction: Id, to: FrictionStep): void {
  const { stepped } = texts.frictions;
  const said = to === "fixed" ? stepped.fixed(sayDayInside(checkDay(today.peek()))) : stepped[to];
  tell(handle, said, () => stepFriction(handle.doc, handle.editor(), friction, to, today.peek()));
}

function tell({ undo }: PageModel["handle"], said: string, change: () => void): void {
  const takeBack = undoable(undo, change);
  if (takeBack) showToast(said, takeBack);
}
