import { Icon } from "./icons.tsx";

type WayBackProps = { to: string; label: string };

/** Stands first on a screen, and says where it goes. */
export function WayBack({ to, label }: WayBackProps) {
  return (
    <a class="button button-quiet way-back" href={to}>
      <Icon name="left" />
      {label}
    </a>
  );
}
