"""Which picture shows an exercise, and its address.

A user's own exercise shows its photo, else the figure that stands in for it, else a standing figure (READY).
"""

from functools import cache, lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import get_script_prefix, reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from glutes import figures

READY = "squat"
"""A figure whose start is a person standing."""


class Look(NamedTuple):
    """Which picture shows an exercise: a `photo` (its address), or the figure of a `slug`.

    A figure that is not `lit` shows no muscles at work; a `still` one does not move.
    """

    slug: str
    alt: str
    photo: str = ""
    lit: bool = True
    still: bool = False

    def address(self, crop, pose, sprite=None):
        """The address of the picture in this crop and pose, or of its part of `sprite`, {name of a view: address}."""
        if self.photo:
            return self.photo
        if sprite and f"{crop}-{self.slug}" in sprite:
            return sprite[f"{crop}-{self.slug}"]
        return figure_address(get_script_prefix(), self.slug, crop, "start" if self.still else pose, self.lit)

    @property
    def shows(self):
        """The side that works in the picture of a one-sided exercise; None if that is not known."""
        return None if self.photo or self.still else figures.shown_side(self.slug)

    def size(self, crop, pose):
        """(width, height) of the picture in pixels, as it is in this crop and pose."""
        if self.photo:
            return figures.TILE_SIZE
        width, height = figures.figure_size(self.slug, crop)
        return width * (2 if pose == "pair" and not self.still else 1), height

    def image(self, crop, pose, alt=None, sprite=None):
        """The <img> in this crop and pose; `alt` replaces the picture's own text."""
        alt = self.alt if alt is None else alt
        return img(
            ' class="photo"' if self.photo else "", self.address(crop, pose, sprite), *self.size(crop, pose), alt
        )


@lru_cache(4096)
def img(look, address, width, height, alt):
    """The <img> of a picture; `look` is its attribute class. Cached: a page has up to 200 of them."""
    return format_html(
        '<img{} src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        mark_safe(look), address, width, height, alt,  # noqa: S308 (written here)
    )  # fmt: skip


@cache
def figure_address(prefix, slug, crop, pose, lit):
    """The address of a figure, below the `prefix` of all addresses. Cached: a page has up to 200 of them."""
    query = {"v": figures.figure_hash(slug, crop, pose, lit), "crop": crop, "pose": pose}
    return f"{reverse('figure_svg', args=[slug])}?{urlencode(query | ({} if lit else {'unlit': 1}))}"


def look_of(shown):
    """The Look of an exercise, or of the figure with this slug; None if there is no picture."""
    if isinstance(shown, str):
        return Look(shown, figures.figure_alt(shown)) if shown in figures.slugs() else None
    if not shown.is_own:
        return look_of(shown.slug)
    if shown.photo:
        return Look("", f"Your photo of {shown.name}", photo=photo_address(shown))
    if shown.figure in figures.slugs():
        return Look(shown.figure, f"A figure stands in for {shown.name}", lit=False)
    return Look(READY, f"No picture of {shown.name} yet", lit=False, still=True)


def photo_address(exercise):
    """The address of the photo of a user's own exercise, another one for each photo."""
    return f"{reverse('exercises:exercise_photo', args=[exercise.slug])}?v={exercise.photo}"
