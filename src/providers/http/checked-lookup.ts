import { isIP, type LookupFunction } from "node:net";

/** `code` of the error with which a checked lookup refuses a name. */
export const ADDRESS_REFUSED = "ERR_ADDRESS_REFUSED";

/** Most commands look nobody up, and loading the module takes a millisecond. */
const systemLookup: LookupFunction = (hostname, options, callback) =>
  process.getBuiltinModule("node:dns").lookup(hostname, options, callback);

/**
 * A `lookup` for sockets that refuses a name when any of its addresses is not accepted. The check stands here, at
 * connect time, because a name may answer differently the next time it is asked (DNS rebinding).
 */
export function checkedLookup(
  accept: (address: string) => boolean,
  lookup: LookupFunction = systemLookup,
): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, "", 0);
      const addresses = typeof found === "string" ? [{ address: found, family: isIP(found) }] : found;
      const refused = addresses.find(({ address }) => !accept(address));
      const [first] = addresses;
      if (refused !== undefined || first === undefined) {
        const what = refused === undefined ? "no address" : refused.address;
        return callback(Object.assign(new Error(`${hostname} is ${what}`), { code: ADDRESS_REFUSED }), "", 0);
      }
      if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
