import { isIPv4, isIPv6 } from "node:net";

/**
 * The address a request is counted under: an IPv4 address, or the /64 that one IPv6 household has.
 *
 * @param forwardedFor X-Forwarded-For; only what our own `trustedProxies` appended to it is believed, counted from the right.
 */
export function clientAddress(
  remote: string | undefined,
  forwardedFor: string | undefined,
  trustedProxies: number,
): string {
  let address = remote ?? "unknown";
  if (trustedProxies > 0 && forwardedFor) {
    const hops = forwardedFor.split(",").map((hop) => hop.trim());
    address = hops[Math.max(0, hops.length - trustedProxies)] ?? address;
  }
  return limitedPart(address);
}

function limitedPart(address: string): string {
  const bare = address.replace(/^\[|\]$/g, "").split("%")[0] ?? "";
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  if (mapped) return mapped;
  if (isIPv4(bare)) return bare;
  if (!isIPv6(bare)) return "unknown"; // all of them share one allowance
  return `${network64(bare)}::/64`;
}

function network64(address: string): string {
  const [head = "", tail] = address.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? [] : new Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0");
  return [...before, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}
