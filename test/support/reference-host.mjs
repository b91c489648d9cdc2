// Preloaded into the built command (`node --import`): names under `.example` have addresses, and a TLS connection to
// one of them is a plain connection to this machine. The product has no hook for this: its own look-up, with its check
// of the address, runs first, and only an address that it accepts leads anywhere.
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import tls from "node:tls";

const ADDRESSES = { "pictures.example": "93.184.215.14", "intern.example": "10.0.0.5" };
const port = Number(process.env.REFERENCE_HOST_PORT);

const lookup = dns.lookup;
dns.lookup = (hostname, options, callback) => {
  const address = ADDRESSES[hostname];
  if (address === undefined) lookup(hostname, options, callback);
  else process.nextTick(callback, null, [{ address, family: 4 }]);
};

const connect = tls.connect;
tls.connect = (options) => {
  const { host, lookup: checked } = options;
  if (ADDRESSES[host] === undefined) return connect(options);
  const socket = net.connect({
    host,
    port,
    lookup: (hostname, _, done) =>
      checked(hostname, { all: true }, (error) =>
        error ? done(error) : done(null, [{ address: "127.0.0.1", family: 4 }]),
      ),
  });
  socket.once("connect", () => socket.emit("secureConnect"));
  return socket;
};
syncBuiltinESMExports();
