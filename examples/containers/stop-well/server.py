"""Says hello in two lines, with Python alone; a request for /5 gets the second one five seconds later."""

import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", str(len(b"Hello,\nWorld!\n")))
        self.end_headers()
        self.wfile.write(b"Hello,\n")
        seconds = self.path[1:]
        if seconds.isdigit():
            time.sleep(int(seconds))
        self.wfile.write(b"World!\n")


server = ThreadingHTTPServer(("0.0.0.0", 5000), Handler)
server.daemon_threads = False  # the process ends when all requests are answered
print("listening on port 5000", flush=True)
server.serve_forever()
server.server_close()
