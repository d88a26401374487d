"""A promise of a partner is part of the release, and so of every page that names its office."""

from prospect.partners.models import Partner


def test_the_pages_of_a_release_tell_the_promise(own_site):
    Partner.objects.filter(key="malmoe").update(answer_days=2)
    client = own_site()
    for path in ("/en/contacts/", "/en/areas/hyllie/"):
        assert client.get(path).content.decode().count("Answers within 2 working days") == 1
