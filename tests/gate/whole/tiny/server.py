import http.server

GREETING = "Hello"


class Greeter(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"{GREETING}\n".encode())

    def log_message(self, *arguments):
        print(self.command, self.path, flush=True)


if __name__ == "__main__":
    server = http.server.HTTPServer(("127.0.0.1", 8765), Greeter)
    print("Serving on http://127.0.0.1:8765", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("Bye")
