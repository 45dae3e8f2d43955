// The internet, for a process that may only reach loopback: one chat service, at an address for the public, from which the wire
// leads to this machine. The code under test is left alone: it resolves the name, looks at the address, and connects.
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const HOST = 'chat.example';
const PUBLIC_ADDRESS = '11.0.0.1';
const LOOPBACK = '127.0.0.1';

const { lookup } = dns;
dns.lookup = (name, options, done) => {
  if (name !== HOST) return lookup(name, options, done);
  return options.all ? done(null, [{ address: PUBLIC_ADDRESS, family: 4 }]) : done(null, PUBLIC_ADDRESS, 4);
};
syncBuiltinESMExports();

const leadTo = (address) => (address === PUBLIC_ADDRESS ? LOOPBACK : address);

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  // Node hands on what it has made of the arguments as one array.
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  const { lookup: resolve } = options;
  if (resolve !== undefined)
    options.lookup = (name, wanted, done) =>
      resolve(name, wanted, (error, found, family) =>
        Array.isArray(found)
          ? done(
              error,
              found.map((each) => ({ ...each, address: leadTo(each.address) })),
            )
          : done(error, leadTo(found), family),
      );
  return connect.apply(this, args);
};
