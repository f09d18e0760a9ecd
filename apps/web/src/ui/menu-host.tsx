import * as menu from "@zag-js/menu";
import { normalizeProps, useMachine } from "@zag-js/preact";
import { createPortal } from "preact/compat";
import { Keys } from "../commands/keys.tsx";
import { Icon } from "./icons.tsx";
import { type MenuItem, type OpenMenu, openedMenu } from "./menu.tsx";

/** Draws the menu that is open. Loaded with the first menu, since nobody needs it to read or write. */
export function MenuHost() {
  const opened = openedMenu.value;
  return opened && <Menu key={opened.anchor.id} {...opened} />;
}

function Menu({ anchor, label, items }: OpenMenu) {
  const service = useMachine(menu.machine, {
    id: "menu",
    ids: { trigger: anchor.id },
    defaultOpen: true,
    loopFocus: true,
    "aria-label": label,
    positioning: { placement: "bottom-end", gutter: 4, overlap: true, strategy: "fixed", overflowPadding: 12 },
    onSelect: ({ value }) => {
      const item = items.find((each) => each.id === value);
      // After the focus is back on the row, so that what is run can take it along.
      if (item?.type === "item") queueMicrotask(() => queueMicrotask(item.run));
    },
    onOpenChange: ({ open }) => {
      if (!open) queueMicrotask(() => closed(anchor));
    },
  });
  const api = menu.connect(service, normalizeProps);
  return createPortal(
    <div {...api.getPositionerProps()}>
      <div {...api.getContentProps()} class="menu">
        {items.map((item) => (
          <Entry key={item.id} item={item} api={api} />
        ))}
      </div>
    </div>,
    // In the part of the screen it belongs to, for whoever goes by landmarks, and above a dialog that it is opened in.
    anchor.closest("dialog, main, header") ?? document.body,
  );
}

function closed(anchor: HTMLElement): void {
  if (openedMenu.value?.anchor === anchor) openedMenu.value = null;
}

function Entry({ item, api }: { item: MenuItem; api: menu.Api }) {
  if (item.type === "separator") return <hr {...api.getSeparatorProps()} class="menu-separator" />;
  if (item.type === "heading") {
    return (
      <div class="menu-heading" role="presentation">
        {item.label}
      </div>
    );
  }
  const of = { value: item.id, valueText: item.label, disabled: item.disabled };
  const props =
    item.checked === undefined
      ? api.getItemProps(of)
      : api.getOptionItemProps({ ...of, type: "checkbox", checked: item.checked });
  return (
    <div {...props} class={item.danger ? "menu-item is-danger" : "menu-item"}>
      {item.checked ? (
        <Icon name="check" />
      ) : item.icon ? (
        <Icon name={item.icon} />
      ) : (
        <span class="menu-item-space" aria-hidden="true" />
      )}
      <span>{item.label}</span>
      {item.shortcut && <Keys shortcut={item.shortcut} />}
    </div>
  );
}
