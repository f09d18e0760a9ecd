/** The words of RFC 7644, table 9, that we have use for. */
export type ScimType =
  | "invalidFilter"
  | "invalidPath"
  | "invalidSyntax"
  | "invalidValue"
  | "mutability"
  | "noTarget"
  | "tooMany"
  | "uniqueness";

export type ScimStatus = 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 429 | 500 | 501 | 503;

/** What the other side is told instead of what it asked for; thrown from wherever it is found out, answered at the edge. */
export class ScimRefusal extends Error {
  override name = "ScimRefusal";
  readonly status: ScimStatus;
  readonly scimType: ScimType | null;

  /** @param detail a sentence for whoever set up the other side; it names attributes, never their values. */
  constructor(status: ScimStatus, scimType: ScimType | null, detail: string) {
    super(detail);
    this.status = status;
    this.scimType = scimType;
  }
}

export function notThere(): ScimRefusal {
  return new ScimRefusal(404, null, "There is nothing here under this id.");
}
