import { useEffect } from "preact/hooks";
import { keepFocus } from "./keep-focus.ts";
import { MenuHost } from "./menu-host.tsx";
import { ToastHost } from "./toast-host.tsx";

export function OverlayHosts() {
  useEffect(() => keepFocus(document), []);
  return (
    <>
      <MenuHost />
      <ToastHost />
    </>
  );
}
