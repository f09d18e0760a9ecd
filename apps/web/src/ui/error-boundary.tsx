import { Component, type ComponentChildren } from "preact";
import { Button } from "./button.tsx";
import { texts } from "./texts.ts";

type ErrorBoundaryProps = {
  /** what breaks, as it begins a sentence: "This page" */
  what: string;
  /** asked once it broke: whether all that was written is out of this tab's hands */
  isKept?: () => boolean;
  /** hands out everything as a file; left out where there is nothing to hand out */
  onExport?: () => Promise<void>;
  children: ComponentChildren;
};

type ErrorBoundaryState = { isBroken: boolean; cannotExport: boolean };

/** Where a part of the screen breaks, says so in its place and leaves the rest standing. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { isBroken: false, cannotExport: false };

  override componentDidCatch(fault: unknown): void {
    console.error(fault);
    this.setState({ isBroken: true });
  }

  override render({ what, isKept, onExport, children }: ErrorBoundaryProps) {
    if (!this.state.isBroken) return children;
    const say = texts.broken;
    return (
      <div class="broken stack-tight" role="alert">
        <p>
          {say.title(what)} {(isKept?.() ?? true) ? say.kept : say.onlyHere}
        </p>
        {this.state.cannotExport && <p>{say.cannotExport}</p>}
        <div class="row">
          <Button onClick={() => location.reload()}>{say.reload}</Button>
          {onExport && <Button onClick={() => void this.export(onExport)}>{say.exportPage}</Button>}
        </div>
      </div>
    );
  }

  private async export(run: () => Promise<void>): Promise<void> {
    try {
      await run();
      this.setState({ cannotExport: false });
    } catch (fault) {
      console.error(fault);
      this.setState({ cannotExport: true });
    }
  }
}
