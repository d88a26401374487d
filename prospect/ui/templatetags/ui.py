"""Template filters of the base page."""

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def title_tags(title: SafeString) -> SafeString:
    """Turn the title block into <title> and og:title; a block can be written only once."""
    text = _plain(title)
    return mark_safe(f'<title>{text}</title>\n  <meta property="og:title" content="{text}">')  # noqa: S308


@register.filter
def description_tags(description: SafeString) -> SafeString:
    """Turn the description block into the tags of search engines and of Open Graph."""
    text = _plain(description)
    return mark_safe(  # noqa: S308
        f'<meta name="description" content="{text}">\n'
        f'  <meta property="og:description" content="{text}">'
    )


def _plain(text: SafeString) -> str:
    """Return the block on one line, fit for an attribute; values in it are already escaped."""
    line = " ".join(text.split())
    if not isinstance(text, SafeString):
        return escape(line)
    return line.replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
