export type RestoreOptions = {
  replace: boolean;
  signOutEverybody: boolean;
  now: Date;
  /** higher than any that a client may have seen, whatever was restored before and wherever */
  leastEpoch: number;
};
