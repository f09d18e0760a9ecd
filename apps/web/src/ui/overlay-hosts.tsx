import { MenuHost } from "./menu-host.tsx";
import { ToastHost } from "./toast-host.tsx";

export function OverlayHosts() {
  return (
    <>
      <MenuHost />
      <ToastHost />
    </>
  );
}
