"""Template tags for pictures. Each takes an exercise or the slug of a figure, and gives "" where there is no picture.

A user's own exercise shows its photo, else the figure that stands in for it, else a standing figure (READY).
"""

from functools import cache, lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from django import template
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from glutes import figures
from glutes.templatetags.markup import icon

register = template.Library()

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


@register.simple_tag
def sprite(tile, thumb):
    """Puts the stills of a page into one file, by their slugs: {% sprite tile=tiles thumb=thumbs as drawn %}.

    They are shown with {% figure exercise sprite=drawn %} and {% thumb exercise sprite=drawn %}.
    """
    drawn = set(figures.slugs())
    return sprite_views(
        get_script_prefix(), *(tuple(dict.fromkeys(slug for slug in slugs if slug in drawn)) for slugs in (tile, thumb))
    )


@lru_cache(16)
def sprite_views(prefix, *known):
    """{name of its view: address} of each still in a sprite, below the `prefix` of all addresses."""
    query = {"tile": ",".join(known[0]), "thumb": ",".join(known[1])}
    version = figures.content_hash(figures.sprite_svg(*known))
    address = f"{reverse('figure_sprite_svg')}?{urlencode(query | {'v': version}, safe=',')}"
    names = [f"{crop}-{slug}" for crop, slugs in zip(query, known, strict=True) for slug in slugs]
    return {name: f"{address}#{name}" for name in names}


@register.simple_tag
def figure(shown, crop="tile", pose="end", alt=None, sprite=None):
    """A still: {% figure exercise %}, {% figure exercise pose="pair" %} for print; alt="" beside its name."""
    look = look_of(shown)
    return look.image(crop, pose, alt, sprite) if look else ""


@register.simple_tag
def thumb(shown, sprite=None):
    """A small still beside the name of the exercise."""
    look = look_of(shown)
    return img(' class="thumb"', look.address("thumb", "end", sprite), 64, 48, "") if look else ""


@register.simple_tag
def moving_figure(shown, crop="tile", alt=None):
    """The movement with a button that pauses it; a still for readers who prefer less motion.

    Put it alone into an element of the class `stage`: the button goes to that element's corner.
    """
    look = look_of(shown)
    if not look or look.photo or look.still:
        return look.image(crop, "end", alt) if look else ""
    return format_html(
        '<picture><source srcset="{still}" media="(prefers-reduced-motion: reduce)">{moving}</picture>'
        '<button class="round figure-pause" type="button" data-still="{still}">'
        '<span class="unseen">Stop the picture</span>{icon}</button>'
        '<script type="module" src="{script}"></script>',
        still=look.address(crop, "end"),
        moving=look.image(crop, "moving", alt),
        icon=icon("pause"),
        script=static("js/figure-pause.js"),
    )


@register.simple_tag
def muscle_map(strengths, alt=""):
    """Front and back of the body: {% muscle_map strengths alt="Works the side of the hip hard" %}.

    `strengths` has a number from 0 (not worked) to 3 (very hard) by muscle slug. Say the same in words beside it.
    """
    lit = {name: strength for name, strength in sorted(strengths.items()) if strength}
    width, height = figures.MUSCLE_MAP_SIZE
    return format_html(
        '<img class="no-print" src="{}" width="{}" height="{}" alt="{}" loading="lazy">'
        '<img class="only-print" src="{}" width="{}" height="{}" alt="" loading="lazy">',
        muscle_map_address(lit), width, height, alt, muscle_map_address(lit, paper=1), width, height,
    )  # fmt: skip


def muscle_map_address(lit, **how):
    """The address of a muscle map, with the hash of its content."""
    svg = figures.muscle_map_svg(lit, paper=bool(how))
    return f"{reverse('muscle_map_svg')}?{urlencode(lit | how | {'v': figures.content_hash(svg)})}"
