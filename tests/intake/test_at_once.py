"""The same form sent many times in the same moment, to the server as it is started."""

import re
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from filled import IDEA
from served import CHECKOUT, command, environment, prospect, serving

AT_ONCE = 6
COUNT = """
import django
django.setup()
from prospect.mail.models import Letter
from prospect.suggestions.models import Suggestion
print(Suggestion.objects.count(), Letter.objects.count())
"""


def test_ENQ_03_sent_six_times_at_once_it_is_one_idea_and_one_letter(tmp_path):
    home = tmp_path / "home"
    assert prospect(home, "load", CHECKOUT / "regions" / "oresund").returncode == 0
    assert prospect(home, "release", "build").returncode == 0
    with serving(home) as server:
        path = f"{server.address}/sv/ideas/suggest/"
        with urllib.request.urlopen(path, timeout=60) as answer:
            stamp = re.search(r'name="stamp" value="([^"]+)"', answer.read().decode())[1]
        time.sleep(3.5)  # nobody fills in a form more quickly
        fields = urllib.parse.urlencode({**IDEA, "stamp": stamp, "seen": "yes"}).encode()

        def send(_turn):
            try:
                with urllib.request.urlopen(path, fields, timeout=60) as answer:
                    return answer.url
            except urllib.error.HTTPError as refused:
                return refused.code

        with ThreadPoolExecutor(AT_ONCE) as pool:
            came = list(pool.map(send, range(AT_ONCE)))
        assert came == [f"{server.address}/sv/ideas/suggest/sent/"] * AT_ONCE
    python = command()[0].replace("prospect", "python")
    told = subprocess.run(
        [python, "-c", COUNT], env=environment(home), cwd=CHECKOUT, capture_output=True, text=True, check=True
    )  # fmt: skip
    assert told.stdout.split() == ["1", "1"]
