import { signal } from "@preact/signals";
import { useId, useRef } from "preact/hooks";
import { IconButton } from "./icon-button.tsx";
import type { IconName } from "./icons.tsx";

export type MenuItem =
  | {
      type: "item";
      id: string;
      label: string;
      icon?: IconName;
      /** shown beside the name, such as "Alt+ArrowUp" */
      shortcut?: string;
      /** left out where it is nothing to switch on and off */
      checked?: boolean;
      danger?: boolean;
      /** it would do nothing just now, as moving up what is first */
      disabled?: boolean;
      /** why access refuses it, in a sentence: it can be reached and read, and does nothing */
      refused?: string | null;
      run: () => void;
    }
  | { type: "heading"; id: string; label: string }
  | { type: "separator"; id: string };

export type OpenMenu = { anchor: HTMLElement; label: string; items: readonly MenuItem[] };

/** The one menu that is open, if any: sixty rows share a single menu instead of each holding its own. */
export const openedMenu = signal<OpenMenu | null>(null);

/** @param anchor must have an id: the menu is placed beside it, named after it and gives the focus back to it. */
export function openMenu(menu: OpenMenu): void {
  openedMenu.value = menu;
}

type MenuButtonProps = {
  label: string;
  icon: IconName;
  class?: string;
  /** asked when the menu opens, so that rows build no lists nobody sees */
  items: () => readonly MenuItem[] | Promise<readonly MenuItem[]>;
};

export function MenuButton({ label, icon, items, class: extra }: MenuButtonProps) {
  const anchor = useRef<HTMLButtonElement>(null);
  const id = useId();
  const isOpen = openedMenu.value !== null && openedMenu.value.anchor === anchor.current;
  const show = async () => {
    const found = await items(); // where their code cannot be fetched, the menu stays shut
    if (anchor.current && !isOpen) openMenu({ anchor: anchor.current, label, items: found });
  };
  return (
    <IconButton
      ref={anchor}
      id={id}
      icon={icon}
      label={label}
      class={extra}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      onClick={show}
      onKeyDown={(event) => {
        if (event.key !== "ArrowDown" || event.altKey || event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        event.stopPropagation();
        show();
      }}
    />
  );
}
