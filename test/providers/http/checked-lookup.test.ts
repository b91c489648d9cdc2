import type { LookupFunction } from "node:net";
import { describe, expect, test } from "vitest";
import { isPublicAddress } from "../../../src/core/address.ts";
import { ADDRESS_REFUSED, checkedLookup } from "../../../src/providers/http/checked-lookup.ts";

describe("checkedLookup", () => {
  const answer =
    (...addresses: string[]): LookupFunction =>
    (_hostname, _options, callback) =>
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
      );
  const ask = (lookup: LookupFunction, all: boolean) =>
    new Promise<unknown>((resolve) => {
      lookup("host.example", { all }, (error, address, family) =>
        resolve(error === null ? [address, family] : error.code),
      );
    });

  test("hands over what it accepts, in the form that was asked for", async () => {
    const lookup = checkedLookup(isPublicAddress, answer("1.1.1.1", "2606:4700::1111"));
    expect(await ask(lookup, false)).toEqual(["1.1.1.1", 4]);
    expect(await ask(lookup, true)).toEqual([
      [
        { address: "1.1.1.1", family: 4 },
        { address: "2606:4700::1111", family: 6 },
      ],
      undefined,
    ]);
  });

  test("refuses a name as soon as one of its addresses is private", async () => {
    expect(await ask(checkedLookup(isPublicAddress, answer("1.1.1.1", "10.0.0.1")), true)).toBe(ADDRESS_REFUSED);
    expect(await ask(checkedLookup(isPublicAddress, answer()), true)).toBe(ADDRESS_REFUSED);
  });
});
