/** RFC 6761: `localhost` and every name below it is this machine, whatever a resolver knows of it. */
export function isLocalhost({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost");
}
