import type { ButtonHTMLAttributes } from "preact";
import { Icon, type IconName } from "./icons.tsx";

type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "icon"> & {
  icon: IconName;
  /** what it does, and to what: read aloud and shown on hover */
  label: string;
};

export function IconButton({ icon, label, class: extra, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      class={extra ? `icon-button ${extra}` : "icon-button"}
      aria-label={label}
      title={label}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  );
}
