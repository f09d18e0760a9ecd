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
      if (item?.type === "item" && isDead(item)) return;
      // After the focus is back on the row, so that what is run can take it along.
      if (item?.type === "item") queueMicrotask(() => queueMicrotask(item.run));
    },
    onOpenChange: ({ open }) => {
      if (!open) queueMicrotask(() => closed(anchor));
    },
  });
  const api = menu.connect(service, normalizeProps);
  const reasons = [...new Set(items.flatMap((item) => (item.type === "item" && item.refused ? [item.refused] : [])))];
  const common = reasons.length === 1; // one reason for all that is refused is read once
  return createPortal(
    <div {...api.getPositionerProps()}>
      <div {...api.getContentProps()} class="menu">
        {common && (
          <p id={WHY_ID} class="menu-why" role="presentation">
            {reasons[0]}
          </p>
        )}
        {items.map((item) => (
          <Entry key={item.id} item={item} api={api} saysWhy={!common} />
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

const WHY_ID = "menu-why";

function isDead({ disabled, refused }: Extract<MenuItem, { type: "item" }>): boolean {
  return disabled === true || !!refused;
}

function Entry({ item, api, saysWhy }: { item: MenuItem; api: menu.Api; saysWhy: boolean }) {
  if (item.type === "separator") return <hr {...api.getSeparatorProps()} class="menu-separator" />;
  if (item.type === "heading") {
    return (
      <div class="menu-heading" role="presentation">
        {item.label}
      </div>
    );
  }
  // Not told to the menu as disabled: it would leave those out of its walk, and whoever can't see would never find them.
  const of = { value: item.id, valueText: item.label, closeOnSelect: !isDead(item) };
  const ownWhy = saysWhy && item.refused ? `menu-why-${item.id}` : undefined;
  const props =
    item.checked === undefined
      ? api.getItemProps(of)
      : api.getOptionItemProps({ ...of, type: "checkbox", checked: item.checked });
  return (
    <div
      {...props}
      class={item.danger ? "menu-item is-danger" : "menu-item"}
      aria-disabled={isDead(item) || undefined}
      aria-describedby={item.refused ? (ownWhy ?? WHY_ID) : undefined}
    >
      {item.checked ? (
        <Icon name="check" />
      ) : item.icon ? (
        <Icon name={item.icon} />
      ) : (
        <span class="menu-item-space" aria-hidden="true" />
      )}
      <span>
        {item.label}
        {ownWhy && (
          <span id={ownWhy} class="menu-item-why" aria-hidden="true">
            {item.refused}
          </span>
        )}
      </span>
      {item.shortcut && !item.refused && <Keys shortcut={item.shortcut} />}
    </div>
  );
}
