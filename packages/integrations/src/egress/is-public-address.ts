import { BlockList, isIP } from "node:net";

const inside = new BlockList();
for (const [address, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10], // carriers' own
  ["127.0.0.0", 8],
  ["169.254.0.0", 16], // where clouds keep their secrets
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  inside.addSubnet(address, prefix, "ipv4");
for (const [address, prefix] of [
  ["2001::", 23], // tunnels and tests, among them Teredo, which hides an IPv4 address
  ["2001:db8::", 32],
  ["2002::", 16], // 6to4, which hides one as well
  ["3fff::", 20],
] as const)
  inside.addSubnet(address, prefix, "ipv6");

const given = new BlockList();
given.addSubnet("2000::", 3, "ipv6"); // all that is given to anybody; mapped and translated IPv4 lies outside

/** Whether an address is one of the internet's, and none of this machine or the network around it. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !inside.check(address, "ipv4");
  if (family === 6) return given.check(address, "ipv6") && !inside.check(address, "ipv6");
  return false;
}
