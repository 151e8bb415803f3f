// The peer of co-editing: Hocuspocus as it comes, without anything that stores what is typed.
//
//   node hocuspocus.mjs PORT     prints "ready"

import { Server } from "@hocuspocus/server";

const server = new Server({ port: Number(process.argv[2]), address: "127.0.0.1", quiet: true });
await server.listen();
console.log("ready");
