"""A server that counts its visitors in a file. Who asks for /crash makes it fail."""

import os
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

COUNT = Path("count.txt")


class Visits(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/crash":
            self.answer("Goodbye!")
            os._exit(3)
        number = int(COUNT.read_text()) + 1 if COUNT.exists() else 1
        COUNT.write_text(str(number))
        self.answer(f"Hello, visitor {number}!")

    def answer(self, text):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"{text}\n".encode())


if __name__ == "__main__":
    server = HTTPServer(("0.0.0.0", 8000), Visits)
    print("Waiting for visitors on port 8000", flush=True)
    server.serve_forever()
