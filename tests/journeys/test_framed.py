"""A page of another site that tries to show ours in a frame shows nothing."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from explore_page import WAIT
from pages import PAGES, address

OWN = "A page of the other site itself"
WAYS = (
    '<iframe src="{}"></iframe>',
    '<iframe sandbox="allow-scripts" src="{}"></iframe>',
    '<object type="text/html" data="{}"></object>',
    '<embed type="text/html" src="{}">',
)


@contextmanager
def other_site(framed=(), host="127.0.0.1", **headers):
    """A second origin on this machine, whose front page frames the addresses given.

    ``framed`` is HTML in parts, which may be added to; ``headers`` go with every page.
    """

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            body = "".join(framed) if self.path == "/" else OWN
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>Other</title>{body}".encode())

        def log_message(self, *words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{host}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_WEB_12_no_page_appears_in_a_frame_of_another_site(released, site, chromium):
    ours = [site + address(name, "en") for name in PAGES]
    framed = ['<iframe src="/own"></iframe>']
    framed += [WAYS[0].format(url) for url in ours]
    framed += [way.format(site + "/en/") for way in WAYS[1:]]
    with other_site(framed) as other:
        page = chromium.new_page()
        page.set_default_timeout(WAIT)
        refusals = []
        page.on("console", lambda line: refusals.append(line.text))
        page.goto(f"{other}/", wait_until="load")
        own, *others = page.frames[1:]
        shown = [frame.content() for frame in others]
        said = own.locator("body").inner_text()
        page.close()
    assert said == OWN
    assert [html for html in shown if "Prospect" in html or "<main" in html] == []
    assert {frame.url for frame in others} == {"chrome-error://chromewebdata/"}
    assert sum("frame-ancestors 'none'" in text for text in refusals) == len(framed) - 1
