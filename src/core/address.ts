import { BlockList, isIP } from "node:net";
import { lazily } from "./lazily.ts";

/** True when an address belongs to the public internet. Anything special, private or unreadable is not. */
export function isPublicAddress(address: string): boolean {
  const plain = withoutZone(address);
  const version = isIP(plain);
  if (version === 4) return !SPECIAL_V4().check(plain, "ipv4");
  if (version !== 6) return false;
  const embedded = embeddedV4(plain);
  if (embedded !== undefined) return !SPECIAL_V4().check(embedded, "ipv4");
  return GLOBAL_V6().check(plain, "ipv6") && !SPECIAL_V6().check(plain, "ipv6");
}

/** 127.0.0.0/8 and ::1, also written as an IPv4-mapped IPv6 address. */
export function isLoopbackAddress(address: string): boolean {
  const plain = withoutZone(address);
  const version = isIP(plain);
  if (version === 0) return false;
  const v4 = version === 4 ? plain : embeddedV4(plain);
  return v4 === undefined ? LOOPBACK_V6().check(plain, "ipv6") : LOOPBACK_V4().check(v4, "ipv4");
}

/**
 * The address that a URL's host name spells out, or undefined for a name that must be looked up. Takes `URL.hostname`,
 * where decimal, octal and hexadecimal forms have already become dotted ones.
 */
export function literalAddress(hostname: string): string | undefined {
  const plain = hostname.startsWith("[") && hostname.endsWith("]") ? hostname.slice(1, -1) : hostname;
  return isIP(plain) === 0 ? undefined : plain;
}

/** RFC 6761: `localhost` and every name below it is this machine, whatever a resolver knows of it. */
export function isLocalhost({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost");
}

/** Does the URL's host name say that it is this machine? Secrets travel in cleartext to no other. */
export function isLoopbackHost(url: URL): boolean {
  const address = literalAddress(url.hostname);
  return address === undefined ? isLocalhost(url) : isLoopbackAddress(address);
}

function withoutZone(address: string): string {
  const zone = address.indexOf("%");
  return zone === -1 ? address : address.slice(0, zone);
}

/** The IPv4 address inside an IPv4-mapped (::ffff:0:0/96) or NAT64 (64:ff9b::/96, RFC 6052) address. */
function embeddedV4(address: string): string | undefined {
  if (!MAPPED().check(address, "ipv6") && !NAT64().check(address, "ipv6")) return undefined;
  // The URL parser writes every spelling of an address in one form: groups in hexadecimal.
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1).split(":");
  const bits = (Number.parseInt(groups.at(-2) || "0", 16) * 0x1_0000 + Number.parseInt(groups.at(-1) || "0", 16)) >>> 0;
  return [bits >>> 24, (bits >>> 16) & 255, (bits >>> 8) & 255, bits & 255].join(".");
}

/** Made when an address is judged: most commands speak to nobody. */
function subnets(family: "ipv4" | "ipv6", list: readonly (readonly [net: string, prefix: number])[]): () => BlockList {
  return lazily(() => {
    const blocks = new BlockList();
    for (const [net, prefix] of list) blocks.addSubnet(net, prefix, family);
    return blocks;
  });
}

/** The IANA special-purpose registry for IPv4 (RFC 6890 and its updates), multicast and the reserved class E. */
const SPECIAL_V4 = subnets("ipv4", [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
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
]);

/** The only part of IPv6 that is handed out as public; loopback, unique local, link local, multicast lie outside. */
const GLOBAL_V6 = subnets("ipv6", [["2000::", 3]]);

/** Inside 2000::/3 yet not public: protocol assignments with Teredo, documentation, 6to4 (it embeds IPv4). */
const SPECIAL_V6 = subnets("ipv6", [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
]);

const MAPPED = subnets("ipv6", [["::ffff:0:0", 96]]);
const NAT64 = subnets("ipv6", [["64:ff9b::", 96]]);
const LOOPBACK_V4 = subnets("ipv4", [["127.0.0.0", 8]]);
const LOOPBACK_V6 = subnets("ipv6", [["::1", 128]]);
