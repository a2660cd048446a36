// A server in this process, and agents for newman's requests that connect to it, whatever the host and the scheme. Nothing leaves.
const http = require("http");
const https = require("https");
const net = require("net");

function lengthOfBody(head, rest) {
  const length = /\r\ncontent-length: *(\d+)/i.exec(head);
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) {
    const end = rest.indexOf("0\r\n\r\n");
    return end < 0 ? -1 : end + 5;
  }
  return length ? Number(length[1]) : 0;
}

// `answer` is given a whole request and gives a whole reply; both are latin1, a character a byte.
function listen(answer, then) {
  const server = net.createServer((socket) => {
    let text = "";
    socket.on("error", () => {});
    socket.on("data", (piece) => {
      text += piece.toString("latin1");
      for (;;) {
        const end = text.indexOf("\r\n\r\n");
        if (end < 0) return;
        const size = lengthOfBody(text.slice(0, end + 2), text.slice(end + 4));
        if (size < 0 || text.length < end + 4 + size) return;
        const request = text.slice(0, end + 4 + size);
        text = text.slice(end + 4 + size);
        socket.write(answer(request), "latin1");
      }
    });
  });
  server.listen(0, "127.0.0.1", () => then(server.address().port));
}

function agents(port) {
  const connect = () => net.connect(port, "127.0.0.1");
  const plain = new http.Agent({ keepAlive: false });
  const secure = new https.Agent({ keepAlive: false });
  plain.createConnection = connect;
  secure.createConnection = connect;
  return { http: plain, https: secure };
}

function namesOf(item) {
  const names = [];
  for (let one = item; one; one = one.parent()) names.unshift(one.name);
  return names.slice(1);
}

module.exports = { agents, listen, namesOf };
