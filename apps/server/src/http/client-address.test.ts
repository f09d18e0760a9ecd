import { expect, test } from "vitest";
import { clientAddress } from "./client-address.ts";

test("an IPv6 household is counted as one, however many addresses it has", () => {
  expect(clientAddress("2001:db8:1:2:aaaa::1", undefined, 0)).toBe("2001:db8:1:2::/64");
  expect(clientAddress("2001:0DB8:0001:0002:ffff:1:2:3", undefined, 0)).toBe("2001:db8:1:2::/64");
  expect(clientAddress("2001:db8::1", undefined, 0)).toBe("2001:db8:0:0::/64");
  expect(clientAddress("::1", undefined, 0)).toBe("0:0:0:0::/64");
  expect(clientAddress("fe80::1%eth0", undefined, 0)).toBe("fe80:0:0:0::/64");
});

test("an IPv4 address is itself, also in IPv6's clothes", () => {
  expect(clientAddress("192.0.2.7", undefined, 0)).toBe("192.0.2.7");
  expect(clientAddress("::ffff:192.0.2.7", undefined, 0)).toBe("192.0.2.7");
});

test("nobody can pick the address they are counted under", () => {
  expect(clientAddress("192.0.2.7", "198.51.100.1", 0)).toBe("192.0.2.7");
  expect(clientAddress("10.0.0.1", "203.0.113.9, 192.0.2.7", 1)).toBe("192.0.2.7");
  expect(clientAddress("10.0.0.1", "203.0.113.9, 192.0.2.7, 10.0.0.2", 2)).toBe("192.0.2.7");
});

test("what is no address shares one allowance", () => {
  expect(clientAddress(undefined, undefined, 0)).toBe("unknown");
  expect(clientAddress("10.0.0.1", "<script>", 1)).toBe("unknown");
});
