"""The WSGI application that granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prospect.settings")
_site = get_wsgi_application()

from prospect.releases.ranges import answer_ranges  # noqa: E402  after Django is set up

application = answer_ranges(_site)  # type: ignore[arg-type]

gc.set_threshold(20_000, 20, 50)  # a list of 5,000 records is made without a collection
gc.freeze()  # what is loaded now stays: collections look only at what requests leave behind
