"""A server that greets whoever asks by address. Its argument is the address that it listens on."""

import sys
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer


class Hello(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"Hello, {self.client_address[0]}!\n".encode())


if __name__ == "__main__":
    server = HTTPServer((sys.argv[1], 8000), Hello)
    print(f"Listening on {sys.argv[1]}, port 8000", flush=True)
    with suppress(KeyboardInterrupt):  # Ctrl-C is how it is meant to end
        server.serve_forever()
