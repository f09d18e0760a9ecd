import type { ButtonHTMLAttributes } from "preact";

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: "plain" | "primary" | "quiet" | "danger";
  small?: boolean;
};

export function Button({ look = "plain", small = false, class: extra, type = "button", ...rest }: ButtonProps) {
  const classes = ["button", look !== "plain" && `button-${look}`, small && "button-small", extra];
  return <button type={type} class={classes.filter(Boolean).join(" ")} {...rest} />;
}
