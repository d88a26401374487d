"""Addresses of the desk; those of accounts are allauth's."""

from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from prospect.desk import views

app_name = "desk"
BOTH = require_http_methods(["GET", "POST"])
urlpatterns = [
    path("", require_GET(views.start), name="start"),
    path("people/", require_http_methods(["GET", "POST"])(views.people), name="people"),
    path("people/<int:pk>/dismiss/", require_POST(views.dismiss_person), name="dismiss"),
    path("people/<int:pk>/invite/", require_POST(views.invite_again), name="invite"),
    path(
        "welcome/<str:token>/", require_http_methods(["GET", "POST"])(views.welcome), name="welcome"
    ),
    path("confirm/<str:token>/", BOTH(views.confirm_by_letter), name="confirm_by_letter"),
    path("log/", require_GET(views.log), name="log"),
    path("areas/<slug:key>/confirm/", require_POST(views.confirm_facts), name="confirm_facts"),
    path(
        "records/<slug:kind>/<slug:key>/confirmer/",
        require_POST(views.choose_confirmer),
        name="confirmer",
    ),
    path("letters/", require_GET(views.letters), name="letters"),
    path("letters/<int:pk>/", require_GET(views.letter), name="letter"),
    path("letters/<int:pk>/again/", require_POST(views.send_again), name="send_again"),
    path("outline/check/", require_POST(views.check_outline), name="check_outline"),
    path("partners/", require_GET(views.partners), name="partners"),
    path("partners/<slug:key>/", BOTH(views.terms), name="terms"),
    path("glossary/", require_GET(views.glossary), name="glossary"),
    path("records/<slug:kind>/", require_GET(views.records), name="records"),
    path("tables/<slug:kind>/export/", require_GET(views.export), name="export"),
    path("tables/<slug:kind>/import/", BOTH(views.send_table), name="send_table"),
    path("tables/<slug:kind>/several/", require_POST(views.several), name="several"),
    path("tables/<uuid:token>/", BOTH(views.upload), name="upload"),
    path("records/<slug:kind>/new/", BOTH(views.new_record), name="new_record"),
    path("records/<slug:kind>/<slug:key>/", BOTH(views.record), name="record"),
    path("records/<slug:kind>/<slug:key>/keep/", require_POST(views.autosave), name="autosave"),
    path("records/<slug:kind>/<slug:key>/step/", require_POST(views.take_step), name="step"),
    path(
        "records/<slug:kind>/<slug:key>/confirm/",
        require_POST(views.confirm_record),
        name="confirm",
    ),
    path("records/<slug:kind>/<slug:key>/history/", require_GET(views.history), name="history"),
    path(
        "records/<slug:kind>/<slug:key>/history/<int:number>/",
        require_POST(views.restore),
        name="restore",
    ),
    path("suggestions/", require_GET(views.suggestions), name="suggestions"),
    path("suggestions/addresses/", BOTH(views.mailboxes), name="mailboxes"),
    path("suggestions/<int:pk>/", BOTH(views.suggestion), name="suggestion"),
    path("suggestions/<int:pk>/unnamed/", require_POST(views.unnamed), name="unnamed"),
    path("publishing/", require_GET(views.publishing), name="publishing"),
    path("publishing/progress/", require_GET(views.progress), name="progress"),
    path("publishing/build/", require_POST(views.build_again), name="build"),
    path("publishing/<str:release>/", require_POST(views.activate), name="activate"),
    path("media/<str:name>", require_GET(views.kept_file), name="media"),
    path("language/", require_POST(views.choose_language), name="language"),
]
