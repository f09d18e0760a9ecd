/** What the HTTP API says of what I am told of by itself. */

type Channels = { mail: boolean; push: boolean };

/** GET /api/me/notices → MyNotices; PUT /api/me/notices SetNotices → MyNotices */
export type MyNotices = {
  /** in the morning of the working day before */
  digest: Channels;
  /** about an hour before */
  reminder: Channels;
  /** on Monday, how much waits for the 1:1s of the week */
  weekAhead: Channels;
  /** nothing comes at all, whatever else I chose; that is kept */
  isAllOff: boolean;
  /** hours of the day (0 to 23) in which nothing comes, over midnight where `from` is the later one; both the same: none */
  quiet: { from: number; until: number };
  /** titles of topics may stand in them; never in what tells of the week */
  withTitles: boolean;
  /** by whose clock quiet hours are */
  timeZone: string;
  /** false: no address of mine is known, so no mail can come */
  hasAddress: boolean;
  push: {
    /** by which a browser lets this server write to it, base64url */
    publicKey: string;
    /** this very browser does */
    here: boolean;
    browsers: number;
  };
};

export type SetNotices = Pick<
  MyNotices,
  "digest" | "reminder" | "weekAhead" | "isAllOff" | "quiet" | "withTitles" | "timeZone"
>;

/** PUT /api/me/push KeepPush → MyNotices; DELETE /api/me/push → MyNotices: this browser takes messages, or none any more */
export type KeepPush = { endpoint: string; p256dh: string; auth: string };

/** What a message says, and where it leads; on its way it is `[title, the rest]`, as JSON. */
export type PushMessage = { title: string; body: string; tag: string; data: string };
