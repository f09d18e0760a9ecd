import { effect } from "@preact/signals";
import { normalizeProps, useMachine } from "@zag-js/preact";
import * as toast from "@zag-js/toast";
import { render } from "preact";
import { useEffect, useId } from "preact/hooks";
import { Button } from "./button.tsx";
import { IconButton } from "./icon-button.tsx";
import { keepToastsClear } from "./keep-toasts-clear.ts";
import { texts } from "./texts.ts";
import { type Toast, toasts } from "./toasts.ts";

const SHOWN_MILLISECONDS = 12_000;
const AT_ONCE = 2; // older ones make room: undo by key still reaches what they told of

const store = toast.createStore({
  placement: "bottom",
  duration: SHOWN_MILLISECONDS,
  gap: 8,
  overlap: false,
  removeDelay: 200,
  pauseOnPageIdle: true,
});

/**
 * Draws the toasts. Loaded with the first of them. They have a place of their own in the document, for it moves: whatever
 * lies outside of a modal dialog is covered by it, cannot be used, and is not read out.
 */
export function ToastHost() {
  useEffect(() => {
    const place = document.createElement("div");
    document.body.append(place);
    render(<Toasts place={place} />, place);
    const stop = keepToastsClear(place);
    return () => {
      stop();
      render(null, place);
      place.remove();
    };
  }, []);
  return null;
}

function Toasts({ place }: { place: HTMLElement }) {
  const service = useMachine(toast.group.machine, { id: useId(), store });
  const api = toast.group.connect(service, normalizeProps);
  useEffect(() => {
    // The group's machine starts listening to the store only after its first effects; a toast handed over before is lost.
    let stop: (() => void) | undefined;
    const timer = setTimeout(() => {
      // In a moment of its own: the store draws at once, and what is drawn inside of an effect, or of a drawing that made
      // a field lose the focus, is drawn within itself.
      stop = effect(() => {
        if (toasts.value.length === 0) return;
        queueMicrotask(() => {
          bringToFront(place);
          takeWaiting();
        });
      });
    });
    return () => {
      clearTimeout(timer);
      stop?.();
    };
  }, []);
  return (
    <div {...api.getGroupProps({ label: texts.messages })} class="toasts">
      {api.getToasts().map((each, index) => (
        <ToastView key={each.id} toastProps={each} index={index} parent={service} />
      ))}
    </div>
  );
}

/** Into the dialog that is open, and out of it when it closes. */
function bringToFront(place: HTMLElement): void {
  const dialog = [...document.querySelectorAll("dialog:modal")].at(-1);
  if (!dialog || dialog.contains(place)) return;
  dialog.append(place);
  dialog.addEventListener("close", () => document.body.append(place), { once: true });
}

function takeWaiting(): void {
  if (toasts.peek().length === 0) return;
  const waiting = toasts
    .peek()
    .filter((each) => !each.undo?.isSpent?.peek())
    .slice(-AT_ONCE);
  toasts.value = [];
  // The newest come first. Those on their way out are among them, and must not keep a new one waiting for their place.
  for (const old of store.getVisibleToasts().slice(AT_ONCE - waiting.length)) store.dismiss(old.id);
  for (const each of waiting)
    store.create({ id: `toast-${each.id}`, title: each.text, type: "info", meta: { toast: each } });
}

type ToastViewProps = { toastProps: toast.Props; index: number; parent: toast.GroupService };

function ToastView({ toastProps, index, parent }: ToastViewProps) {
  const service = useMachine(toast.machine, { ...toastProps, index, parent });
  const api = toast.connect(service, normalizeProps);
  const { undo } = (toastProps.meta as { toast: Toast }).toast;
  useEffect(
    () =>
      effect(() => {
        if (undo?.isSpent?.value) queueMicrotask(() => store.dismiss(toastProps.id));
      }),
    [],
  );
  return (
    <div {...api.getRootProps()} class="toast">
      <span {...api.getGhostBeforeProps()} />
      <span {...api.getTitleProps()} class="toast-text">
        {api.title}
      </span>
      {undo && (
        <Button
          small
          onClick={() => {
            undo();
            api.dismiss();
          }}
        >
          {texts.undo}
        </Button>
      )}
      <IconButton icon="close" label={texts.dismiss} onClick={() => api.dismiss()} />
      <span {...api.getGhostAfterProps()} />
    </div>
  );
}
