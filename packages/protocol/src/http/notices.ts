/** What the HTTP API says of what I am told of before a 1:1. */

type Channels = { mail: boolean; push: boolean };

/** GET /api/me/notices → MyNotices; PUT /api/me/notices SetNotices → MyNotices */
export type MyNotices = {
  /** in the morning of the working day before */
  digest: Channels;
  /** about an hour before */
  reminder: Channels;
  /** titles of topics may stand in them */
  withTitles: boolean;
  /** whose eight to six they come in */
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

export type SetNotices = Pick<MyNotices, "digest" | "reminder" | "withTitles" | "timeZone">;

/** PUT /api/me/push KeepPush → MyNotices; DELETE /api/me/push → MyNotices: this browser takes messages, or none any more */
export type KeepPush = { endpoint: string; p256dh: string; auth: string };

/** What a message says, and where it leads; on its way it is `[title, the rest]`, as JSON. */
export type PushMessage = { title: string; body: string; tag: string; data: string };
