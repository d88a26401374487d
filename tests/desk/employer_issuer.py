"""The employer of the tests: a real issuer, and in front of it somebody who may change its answers."""

import json
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "prospect", "a secret of tests alone"
CALLBACK = "http://testserver/desk/account/employer/callback/"
TOKEN = "/identity/o/api/token"


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Leaves a redirect to whoever asked."""

    def redirect_request(self, *_):
        return None


class Front(BaseHTTPRequestHandler):
    """Passes everything on to the issuer, and lets ``tamper`` change what comes back as JSON."""

    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)) or None
        self.server.asked.append((self.command, self.path, body))
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self.server.behind}{self.path}", body, dict(self.headers)
        )
        try:
            answer = urllib.request.build_opener(NoRedirect).open(asked, timeout=20)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            said, status = answer.read(), answer.status
            kept = [(n, v) for n, v in answer.headers.items() if n != "Content-Length"]
        tamper = self.server.tamper.get(urlsplit(self.path).path)
        if tamper:
            said = json.dumps(tamper(json.loads(said))).encode()
        self.send_response(status)
        for name, value in kept:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_POST = do_GET  # noqa: N815  the name is that of http.server

    def log_message(self, *_):
        pass


class Issuer:
    """The employer: ``people`` are its claims by subject, ``tamper`` what changes its answers by path."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        kind = serialization.PrivateFormat.PKCS8
        form, lock = serialization.Encoding.PEM, serialization.NoEncryption()
        (folder / "key.pem").write_bytes(self.key.private_bytes(form, kind, lock))
        self.tell({})
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        program = Path(__file__).with_name("issuer_process.py")
        self.process = subprocess.Popen(
            [sys.executable, str(program), str(port), str(folder), CALLBACK],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout.readline() == "ready\n"
        self.front = ThreadingHTTPServer(("127.0.0.1", 0), Front)
        self.front.behind, self.front.tamper, self.front.asked = port, {}, []
        self.thread = threading.Thread(target=self.front.serve_forever)
        self.thread.start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.front.server_port}"

    @property
    def tamper(self):
        return self.front.tamper

    def tell(self, people):
        (self.folder / "people.json").write_text(json.dumps(people))

    def visit(self, subject, address):
        """Log in there as ``subject`` and return where the browser is sent back to."""
        with requests.Session() as browser:
            browser.get(f"{self.address}/log-in/{subject}", timeout=20)
            answer = browser.get(address, allow_redirects=False, timeout=20)
            return answer.headers["Location"]

    def close(self):
        self.front.shutdown()
        self.thread.join()
        self.front.server_close()
        self.process.terminate()
        self.process.wait(20)
        self.process.stdout.close()
