"""Who says so: the sources of a sentence. In Python, as a session has up to thirty of them."""

from html import escape

from django import template
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag
def named(sources):
    """The sources with their links: {% named work.sources.all %}."""
    links = (f'<a href="{escape(one.get_absolute_url())}">{escape(str(one))}</a>' for one in sources)
    return mark_safe("; ".join(links))  # noqa: S308 (escaped)


@register.simple_tag
def why(sources=(), also="", about=""):
    """A sentence's sources, after a tap: {% why sources=offered.sources about=offer.sentence %}; nothing without any.

    `also`: one more sentence. `about`: what it is about, for screen readers.
    """
    if not sources and not also:
        return ""
    unseen = f'<span class="unseen"> {escape(str(about))}</span>' if about else ""
    said = [escape(str(also))] if also else []
    said += [f"From {named(sources)}"] if sources else []
    return mark_safe(  # noqa: S308 (escaped)
        f'<details class="why"><summary><span>Why?{unseen}</span></summary><p>{" ".join(said)}</p></details>'
    )
