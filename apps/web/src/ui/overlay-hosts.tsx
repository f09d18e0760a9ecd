import { useEffect } from "preact/hooks";
import { keepFocus } from "./keep-focus.ts";
import { MenuHost } from "./menu-host.tsx";
import { tellCutPaste } from "./tell-cut-paste.ts";
import { ToastHost } from "./toast-host.tsx";

export function OverlayHosts() {
  useEffect(() => {
    keepFocus(document);
    tellCutPaste(document);
  }, []);
  return (
    <>
      <MenuHost />
      <ToastHost />
    </>
  );
}
