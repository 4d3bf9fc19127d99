"""The guide's server with a memory: it counts its visitors in Redis."""

import os
import socket

from flask import Flask
from redis import Redis

app = Flask(__name__)
store = Redis(host=os.environ["STORE"])


@app.route("/")
def hello_world():
    visits = store.incr("visits")
    return f"Hello, World! You are visitor {visits} of {socket.gethostname()}.\n"


@app.route("/health")
def health():
    store.ping()
    return "ok\n"


if __name__ == "__main__":
    app.run(host="0.0.0.0")
