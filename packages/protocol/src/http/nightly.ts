/** GET /api/me/nightly-export → NightlyExport; PUT {on} → NightlyExport */
export type NightlyExport = {
  /** whether whoever runs the server has a folder for it */
  available: boolean;
  on: boolean;
  /** the name of one's own folder in it */
  folder: string;
  /** when it was last written; null: not yet */
  writtenAt: string | null;
  /** whether the last night failed, so that what lies there is of before */
  failed: boolean;
};

export type SetNightlyExport = { on: boolean };
