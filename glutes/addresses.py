"""The addresses of views, each worked out once: a page has a hundred, most of them the same."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(2048)
def address(prefix, view, args, kwargs):
    """The address of a view below the `prefix` of all addresses."""
    return reverse(view, args=args, kwargs=dict(kwargs))
