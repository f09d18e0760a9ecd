import type { ComponentProps } from "preact";
import { useId } from "preact/hooks";
import { Button } from "../ui/button.tsx";

type JudgedButtonProps = ComponentProps<typeof Button> & {
  /** why access refuses it, in a sentence; null: it doesn't */
  whyNot: string | null;
};

/** A button that access may refuse: then it can be reached and says why, and does nothing. */
export function JudgedButton({ whyNot, onClick, ...rest }: JudgedButtonProps) {
  const id = useId();
  if (whyNot === null) return <Button onClick={onClick} {...rest} />;
  return (
    <>
      <Button {...rest} type="button" aria-disabled="true" aria-describedby={id} title={whyNot} />
      <span id={id} hidden>
        {whyNot}
      </span>
    </>
  );
}
