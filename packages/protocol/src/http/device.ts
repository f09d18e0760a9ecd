import type { TokenScope } from "@candor/core/access/may-by-token.ts";

/**
 * How a program on a machine without a browser comes to a token, after RFC 8628: POST /api/device gives a code to show and
 * one to keep; the person types the first at `verificationUri` and says yes; POST /api/device/token, asked every `interval`
 * seconds, then gives the token, once.
 */
export type DeviceRequest = {
  deviceCode: string;
  /** to be typed, such as BCDF-GHJK */
  userCode: string;
  verificationUri: string;
  /** seconds */
  expiresIn: number;
  interval: number;
};

/** GET /api/me/devices/:code → what the program asked for; POST /api/me/devices/:code { grant } answers it */
export type AskingDevice = { name: string; scopes: TokenScope[]; askedAt: string };
