"""The small server that the guides of these tests show: python3 server.py PORT."""

import http.server
import sys


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers / with a greeting, all else with 404."""

    def do_GET(self):
        """Answers a request."""
        found = self.path == "/"
        self.send_response(200 if found else 404)
        self.end_headers()
        self.wfile.write(b"Hello, World!\n" if found else b"No such page.\n")

    def log_message(self, *arguments):
        """Logs nothing."""


port = int(sys.argv[1])
with http.server.HTTPServer(("127.0.0.1", port), Handler) as server:
    print(f"Serving on http://127.0.0.1:{port}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("Stopped.")
