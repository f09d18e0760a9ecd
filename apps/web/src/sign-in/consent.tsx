import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Button } from "../ui/button.tsx";

type ConsentProps = {
  /** who asks for what, as a question or the head of a list */
  asks: string;
  yes: string;
  no: string;
  onAnswer: (isGranted: boolean) => void;
  /** what a yes would mean */
  children: ComponentChildren;
};

/** Whether something from outside may act for whoever sits here: they read what it means and say yes or no. */
export function Consent({ asks, yes, no, onAnswer, children }: ConsentProps) {
  const id = useId();
  return (
    <section class="stack" aria-labelledby={id}>
      <h2 id={id}>{asks}</h2>
      {children}
      <div class="row">
        <Button look="primary" onClick={() => onAnswer(true)}>
          {yes}
        </Button>
        <Button onClick={() => onAnswer(false)}>{no}</Button>
      </div>
    </section>
  );
}
