"""Pictures in templates. Each tag takes an exercise's slug; a slug without a picture gives nothing."""

from urllib.parse import urlencode

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html

from glutes import figures
from glutes.templatetags.markup import icon

register = template.Library()


def address(slug, crop, pose):
    version = figures.figure_hash(slug, crop, pose)
    return f"{reverse('figure_svg', args=[slug])}?{urlencode({'v': version, 'crop': crop, 'pose': pose})}"


def image(slug, crop, pose, alt):
    width, height = figures.figure_size(slug, crop)
    width *= 2 if pose == "pair" else 1
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        address(slug, crop, pose), width, height, alt,
    )  # fmt: skip


@register.simple_tag
def figure(slug, crop="tile", pose="end", alt=None):
    """A still: {% figure exercise.slug %}, {% figure exercise.slug pose="pair" %} for print; alt="" beside its name."""
    if slug not in figures.slugs():
        return ""
    return image(slug, crop, pose, figures.figure_alt(slug) if alt is None else alt)


@register.simple_tag
def thumb(slug):
    """A small still beside the name of the exercise."""
    if slug not in figures.slugs():
        return ""
    return format_html(
        '<img class="thumb" src="{}" width="64" height="48" alt="" loading="lazy">', address(slug, "thumb", "end")
    )


@register.simple_tag
def moving_figure(slug, crop="tile", alt=None):
    """The movement with a button that pauses it; the still for readers who asked for less motion.

    Stands in an element that holds nothing else (`stage`): the button goes to its corner.
    """
    if slug not in figures.slugs():
        return ""
    return format_html(
        '<picture><source srcset="{still}" media="(prefers-reduced-motion: reduce)">{moving}</picture>'
        '<button class="round figure-pause" type="button" data-still="{still}">'
        '<span class="unseen">Stop the picture</span>{icon}</button>'
        '<script type="module" src="{script}"></script>',
        still=address(slug, crop, "end"),
        moving=image(slug, crop, "moving", figures.figure_alt(slug) if alt is None else alt),
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
