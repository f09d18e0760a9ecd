import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { tellInside } from "../ui/tell-inside.ts";

/**
 * Opens a native dialog as modal while its component is mounted. The focus goes back where it was when it closes.
 *
 * @returns the ref of the dialog, and `close`, after which `closed` is called.
 */
export function useModal(closed: () => void): {
  dialog: RefObject<HTMLDialogElement | null>;
  close: () => void;
} {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = () => {
    // Closed as an element first: that is what gives the focus back.
    dialog.current?.close();
    closed();
  };
  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (!element.open) element.showModal();
    const stopTelling = tellInside(element);
    return () => {
      stopTelling();
      element.close();
    };
  }, []);
  return { dialog, close };
}
