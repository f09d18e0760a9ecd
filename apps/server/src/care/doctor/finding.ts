/** Something the doctor looked at. `todo` says what to do where it is not well. */
export type Finding =
  | { level: "well"; what: string }
  /** worth a look; nothing is broken */
  | { level: "mind"; what: string; todo: string }
  | { level: "wrong"; what: string; todo: string };

export function well(what: string): Finding {
  return { level: "well", what };
}

export function mind(what: string, todo: string): Finding {
  return { level: "mind", what, todo };
}

export function wrong(what: string, todo: string): Finding {
  return { level: "wrong", what, todo };
}
