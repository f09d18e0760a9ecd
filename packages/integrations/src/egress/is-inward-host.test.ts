import { expect, test } from "vitest";
import { isInwardHost } from "./is-inward-host.ts";
import { readAddress } from "./read-address.ts";
import { inwardAddresses } from "./testing/address-notations.ts";

test("an address inside is known by itself in every notation that is an address at all, and so is localhost", () => {
  const local = ["https://localhost/", "https://LocalHost./in", "https://app.localhost/", "https://[::1]/"];
  for (const address of [...inwardAddresses(), ...local]) {
    const read = readAddress(address, new Set());
    if (read.type === "address") expect([address, isInwardHost(read.url.hostname)]).toEqual([address, true]);
  }
});

test("names and addresses of the internet are not taken for one", () => {
  for (const host of ["example.org", "localhost.example.org", "notlocalhost", "93.184.215.14", "[2a00:1450:4001::1]"])
    expect([host, isInwardHost(host)]).toEqual([host, false]);
});
