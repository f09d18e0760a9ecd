import type { ComponentChildren } from "preact";

type SignInFirstProps = {
  /** the path of this screen, where they come back to */
  to: string;
  label?: string;
  /** why */
  children: ComponentChildren;
};

/** What a screen shows to somebody whom it does not know. */
export function SignInFirst({ to, label = "Sign in", children }: SignInFirstProps) {
  return (
    <div class="stack-tight">
      {children}
      <div>
        <a class="button button-primary" href={`/sign-in?to=${to}`}>
          {label}
        </a>
      </div>
    </div>
  );
}
