"""Forms of visitors as a person fills them in, with a stamp of the age a test wants."""

import re
import time

from django.core import signing

from prospect.intake.stamps import SALT

IDEA = {
    "title": "Tandhjulsbane på Bornholm",
    "problem": "Der er for langt til toppen.",
    "proposal": "Byg en bane fra havnen.",
    "place": "Rønne",
    "email": "bo@citizen.example",
    "name": "",
    "website": "",
}
WISH = {
    "name": "Bo Holm",
    "organisation": "Banens Venner",
    "email": "bo@citizen.example",
    "message": "Vi kan tegne.",
    "website": "",
}


def stamp(age=60, once="a-form"):
    return signing.dumps([once, int(time.time()) - age], salt=SALT)


def page_of(answer):
    return answer.content.decode()


def stamp_in(answer):
    return re.search(r'name="stamp" value="([^"]+)"', page_of(answer))[1]
