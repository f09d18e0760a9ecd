export type NotebookLimits = {
  restoreEpoch: number;
  /** what one person's records may take up */
  mostBytes: number;
};
