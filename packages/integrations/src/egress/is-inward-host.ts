import { isIP } from "node:net";
import { isPublicAddress } from "./is-public-address.ts";

/**
 * Whether a host says by itself that it lies on this machine or in the network around it. Of a name that is looked up
 * that shows only once it is asked.
 *
 * @param hostname as a URL has it, by which every notation of an address has become the usual one.
 */
export function isInwardHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0) return !isPublicAddress(host);
  return /(^|\.)localhost\.?$/i.test(host);
}
