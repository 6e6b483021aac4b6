"""Pictures as SVG files, drawn by glutes/figures: one exercise, all stills of a page, the muscle map."""

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256

import brotli
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from glutes import figures
from glutes.answers import for_everybody

YEAR = 365 * 24 * 3600
WHILE_SOMEONE_EDITS = 300
PICTURE_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src "
MOST_IN_A_SPRITE = 40
"""Ours: the most pictures of a sprite. A page with more of them uses none."""


def picture(request, svg, version):
    """Answers with an SVG file. Browsers may keep it for a year if the address has its version, else for 5 minutes.

    With a version it is compressed with Brotli, once.
    """
    named = request.GET.get("v") == version
    response = HttpResponse(svg, content_type="image/svg+xml")
    if named and re.search(r"\bbr\b", request.headers.get("Accept-Encoding", "")):
        response = HttpResponse(compressed(svg), content_type="image/svg+xml", headers={"Content-Encoding": "br"})
    patch_vary_headers(response, ["Accept-Encoding"])
    response["Cache-Control"] = (
        f"public, max-age={YEAR}, immutable" if named else f"public, max-age={WHILE_SOMEONE_EDITS}"
    )
    response["ETag"] = quote_etag(version)
    response["Content-Security-Policy"] = PICTURE_POLICY + style_hash(svg)
    return get_conditional_response(request, etag=response["ETag"], response=response)


@lru_cache(1000)
def compressed(svg):
    """A picture in Brotli, a fifth smaller than gzip. Browsers take it over https and from their own machine."""
    return brotli.compress(svg.encode(), mode=brotli.MODE_TEXT, quality=10)


def style_hash(svg):
    """The hash of the picture's style sheet, with which its content security policy allows that one only."""
    style = re.search(r"<style>(.*?)</style>", svg)[1]
    return f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"


@for_everybody
@require_safe
def figure_svg(request, slug):
    """The picture of an exercise: `crop` tile or stage, `pose` moving, start, end or pair; see figures.figure_svg.

    With `unlit=1` no muscle is highlighted.
    """
    crop, pose, lit = request.GET.get("crop", "tile"), request.GET.get("pose", "moving"), "unlit" not in request.GET
    try:
        svg = figures.figure_svg(slug, crop, pose, lit)
    except (KeyError, ValueError) as error:
        raise Http404("There is no such picture.") from error
    return picture(request, svg, figures.figure_hash(slug, crop, pose, lit))


@for_everybody
@require_safe
def figure_sprite_svg(request):
    """The stills of a page in one file; see figures.sprite_svg. `tile` and `thumb` are lists of slugs."""
    names = [tuple(filter(None, request.GET.get(crop, "").split(","))) for crop in ("tile", "thumb")]
    if sum(map(len, names)) > MOST_IN_A_SPRITE:
        raise Http404("There is no such picture.")
    try:
        svg = figures.sprite_svg(*names)
    except KeyError as error:
        raise Http404("There is no such picture.") from error
    return picture(request, svg, figures.content_hash(svg))


@for_everybody
@require_safe
def muscle_map_svg(request):
    """The muscle map of the muscles in the address, 0 to 3 each: ?gluteus-maximus=3&hamstrings=1.

    With `paper=1` it is black and white.
    """
    asked = {name: value for name, value in request.GET.items() if name not in ("v", "paper")}
    try:
        strengths = {name: int(value) for name, value in asked.items()}
        svg = figures.muscle_map_svg(strengths, paper="paper" in request.GET)
    except (KeyError, ValueError) as error:
        raise Http404("There is no such muscle map.") from error
    return picture(request, svg, figures.content_hash(svg))
