/** Addresses of this machine and of the networks around it, and how else they may be written in an https address. */

const INWARD_V4 = [
  ...["127.0.0.1", "127.255.255.254", "10.0.0.1", "10.255.0.7", "172.16.0.1", "172.31.255.255", "192.168.1.1"],
  ...["169.254.169.254", "100.64.0.1", "0.0.0.0"],
];

const INWARD_V6 = ["::1", "::", "fe80::1", "fc00::1", "fd12:3456:789a::1", "ff02::1", "fec0::1", "fd00:ec2::254"];

/** @returns addresses that no server should ask for anybody, each once. */
export function inwardAddresses(): string[] {
  return [...new Set([...INWARD_V4.flatMap(notationsOfV4), ...INWARD_V6.flatMap(notationsOfV6)])];
}

function notationsOfV4(address: string): string[] {
  const parts = address.split(".").map(Number);
  const [a = 0, b = 0, c = 0, d = 0] = parts;
  const whole = ((a * 256 + b) * 256 + c) * 256 + d;
  const hex = (number: number, digits = 2) => number.toString(16).padStart(digits, "0");
  const [high, low] = [hex(a * 256 + b, 4), hex(c * 256 + d, 4)];
  const hosts = [
    address,
    `${address}.`,
    String(whole),
    `0x${whole.toString(16)}`,
    `0X${whole.toString(16).toUpperCase()}`,
    `0${whole.toString(8)}`,
    parts.map((part) => `0x${hex(part)}`).join("."),
    parts.map((part) => `0${part.toString(8)}`).join("."),
    parts.map((part) => `0000${part.toString(8).padStart(3, "0")}`).join("."),
    `${a}.0x${hex(b)}.0${c.toString(8)}.${d}`,
    `${a}.${b * 65_536 + c * 256 + d}`,
    `${a}.${b}.${c * 256 + d}`,
    digits(address, 0xff10), // full width
    digits(address, 0x1d7ce), // mathematical bold
    digits(address, 0x1d7f6), // mathematical monospace
    address.replaceAll(".", "。"),
    address.replaceAll(".", "．"),
    address.replaceAll(".", "%2e"),
    [...address].map((letter) => `%${hex(letter.charCodeAt(0))}`).join(""),
    address.replace(".", "\u{ad}."),
    `[::ffff:${address}]`,
    `[::ffff:${high}:${low}]`,
    `[0:0:0:0:0:FFFF:${high}:${low}]`,
    `[::ffff:0:${high}:${low}]`, // translated, RFC 2765
    `[::${address}]`, // compatible, given up
    `[64:ff9b::${address}]`, // NAT64, RFC 6052
    `[64:ff9b:1::${high}:${low}]`, // NAT64 of a network's own, RFC 8215
    `[2002:${high}:${low}::1]`, // 6to4
    `[2001:0:${high}:${low}::1]`, // Teredo's server
    `[2001::${hex(65_535 - Number.parseInt(high, 16), 4)}:${hex(65_535 - Number.parseInt(low, 16), 4)}]`, // Teredo's client
    `[fe80::5efe:${address}]`, // ISATAP
    `[::ffff:${address}%25lo]`,
  ];
  return [
    ...hosts.map((host) => `https://${host}/`),
    `https://${address}:443/`,
    `https://example.org@${address}/`,
    `https://user:word@${address}/`,
    `https://${address}\\@example.org/`,
    `https:\\\\${address}\\`,
    `https:${address}`,
    `https:///${address}/`,
    `ht\ttps://${address.slice(0, 2)}\n${address.slice(2)}/`,
    ` webcal://${address}/ `,
    `https://${address}#.example.org/`,
    `https://${address}?.example.org/`,
  ];
}

function notationsOfV6(address: string): string[] {
  return [
    `https://[${address}]/`,
    `https://[${address.toUpperCase()}]:443/`,
    `https://[${address}%25eth0]/`,
    `https://[${address}%eth0]/`,
    `https://[${longForm(address)}]/`,
    `https://example.org@[${address}]/`,
    `https://%5b${address}%5d/`,
    `https://［${address}］/`,
  ];
}

function digits(text: string, zero: number): string {
  return text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
}

function longForm(address: string): string {
  const [head = "", tail = ""] = address.split("::").map((half) => half);
  const groups = (half: string) => (half === "" ? [] : half.split(":"));
  const missing = 8 - groups(head).length - groups(tail).length;
  return [...groups(head), ...Array.from({ length: missing }, () => "0"), ...groups(tail)]
    .map((group) => group.padStart(4, "0"))
    .join(":");
}
