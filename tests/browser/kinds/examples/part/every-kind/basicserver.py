from flask import Flask

app = Flask(__name__)


@app.route("/")
def hello_world():
    """Answer each request with the same text, in a line that no phone can show as a whole."""
    return "Hello, World!"  # 13 characters


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=5000)
