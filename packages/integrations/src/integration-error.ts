/** A fault of the world outside, with its cause; whoever called tries again later. */
export class IntegrationError extends Error {
  override name = "IntegrationError";

  constructor(service: string, doing: string, options: { cause: unknown }) {
    super(`${service} failed at ${doing}`, options);
  }
}
