export type DeviceTables = { device_request: DeviceRequestTable };

/** A program that waits for a person to let it in, see RFC 8628. Of the code that it keeps only a hash is here. */
export type DeviceRequestTable = {
  device_hash: string;
  /** as it is typed, without the hyphen */
  user_code: string;
  name: string;
  /** JSON: a list of `TokenScope` */
  scopes: string;
  asked_at: string;
  expires_at: string;
  polled_at: string | null;
  /** who answered; null: nobody yet */
  user_id: string | null;
  answer: "granted" | "refused" | null;
};
