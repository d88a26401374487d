"""One address of every kind of public page, without the language."""

PAGES = {
    "home": "",
    "map": "map/",
    "map-filtered": "map/?use=logistics&country=SE&year=2035",
    "map-empty": "map/?q=zzzz",
    "areas": "areas/",
    "area": "areas/nordhavn/",
    "opportunities": "opportunities/",
    "opportunity": "opportunities/OPPORTUNITY/",
    "industries": "industries/",
    "build-out": "build-out/",
    "build-out-floor": "build-out/?measure=floor_dk&by=municipality",
    "one-plan": "one-plan/",
    "changes": "changes/",
    "story": "story/",
    "chapter": "story/by_2040/",
    "strategy": "strategy/",
    "strategy-report": "strategy/report/?year=2022",
    "ideas": "ideas/",
    "ideas-matrix": "ideas/?view=matrix",
    "ideas-map": "ideas/?view=map&priority=infrastructure",
    "idea": "ideas/urban_transition/",
    "suggest": "ideas/suggest/",
    "suggest-sent": "ideas/suggest/sent/",
    "take-part": "ideas/cycling_region/take-part/",
    "industry": "industries/life_science/",
    "places": "places/",
    "place": "places/oeresund_bridge/",
    "contacts": "contacts/",
    "embed": "embed/",
    "embed-of-an-area": "embed/?kind=area&area=hyllie&language=sv&theme=dark",
    "about": "about/",
    "sources": "sources/",
    "accessibility": "accessibility/",
    "privacy": "privacy/",
    "missing": "areas/nowhere/",
}
FRAMED = {  # what other sites may show in a frame
    "framed-map": "embed/map/",
    "framed-map-narrowed": "embed/map/?municipality=malmoe&theme=dark",
    "framed-map-unknown": "embed/map/?municipality=atlantis",
    "framed-area": "embed/area/hyllie/?theme=light",
    "framed-chapter": "embed/chapter/by_2040/",
    "framed-ideas": "embed/ideas/?priority=infrastructure",
    "framed-missing": "embed/area/nowhere/",
}


def address(name, language):
    """The address of a page kind in a language; the opportunity is the first of the release."""
    from prospect.catalogue.models import Opportunity
    from prospect.records.models import published

    path = {**PAGES, **FRAMED}[name]
    if "OPPORTUNITY" in path:
        path = path.replace("OPPORTUNITY", published(Opportunity).first().key)
    return f"/{language}/{path}"
