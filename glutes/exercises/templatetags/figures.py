"""Template tags for pictures. Each takes an exercise or the slug of a figure, and gives "" where there is none."""

from functools import lru_cache
from urllib.parse import urlencode

from django import template
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils.html import format_html

from glutes import figures
from glutes.exercises.pictures import img, look_of
from glutes.templatetags.markup import icon

register = template.Library()


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
