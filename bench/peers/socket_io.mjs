// The peer of the fan-out: Node's Socket.IO, told to do no more work than ours does.
//
//   node socket_io.mjs PORT CONTROL_PORT     prints "ready"; emits one frame to the room for each byte on the control port

import { createServer } from "node:http";
import net from "node:net";
import { Server } from "socket.io";

const [port, controlPort, htmlBytes] = process.argv.slice(2).map(Number);
const http = createServer();
const io = new Server(http, {
  perMessageDeflate: false,
  httpCompression: false,
  transports: ["websocket"],
  serveClient: false,
  pingInterval: 8000,
  pingTimeout: 5000,
});
io.on("connection", (socket) => socket.join("room"));

let number = 0;
const control = net.createServer((connection) => {
  connection.on("error", () => {});
  connection.on("data", (data) => {
    for (let i = 0; i < data.length; i++) {
      number += 1;
      io.to("room").emit("frame", { from: number - 1, to: number, html: "x".repeat(htmlBytes) });
    }
  });
});

http.listen(port, "127.0.0.1", () => control.listen(controlPort, "127.0.0.1", () => console.log("ready")));
