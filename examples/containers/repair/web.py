"""Counts its visitors: the number is in Redis, and each visit is a line in a file."""

import socket
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

GREETING = Path("greeting.txt").read_text().strip()
VISITS = Path("/data/visits.txt")
ADDRESS = ("127.0.0.1", 5000)


def count():
    """Ask Redis to add one; it answers with a line such as `:1`."""
    with socket.create_connection(("database", 6379)) as redis:
        redis.sendall(b"INCR visits\r\n")
        return int(redis.makefile().readline()[1:])


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        number = count()
        with VISITS.open("a") as file:
            file.write(f"visitor {number}\n")
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"{GREETING} You are visitor {number}.\n".encode())


print("listening on", *ADDRESS, flush=True)
HTTPServer(ADDRESS, Handler).serve_forever()
