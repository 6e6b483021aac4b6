"""Pictures over HTTP: the figure of an exercise and the muscle map, as SVG files that pages show in an <img>."""

import re
from base64 import b64encode
from hashlib import sha256

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from glutes import figures

YEAR = 365 * 24 * 3600
WHILE_SOMEONE_EDITS = 300


def picture(request, svg, version):
    """Answer with an SVG file. Its address may be kept for ever only if it names this very version."""
    named = request.GET.get("v") == version
    response = HttpResponse(svg, content_type="image/svg+xml")
    response["Cache-Control"] = (
        f"public, max-age={YEAR}, immutable" if named else f"public, max-age={WHILE_SOMEONE_EDITS}"
    )
    response["ETag"] = quote_etag(version)
    response["Content-Security-Policy"] = f"default-src 'none'; style-src {style_hash(svg)}"
    return get_conditional_response(request, etag=response["ETag"], response=response)


def style_hash(svg):
    """What a browser needs to hear to trust the one style sheet inside the picture, and nothing else."""
    style = re.search(r"<style>(.*?)</style>", svg)[1]
    return f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"


@require_safe
@login_not_required
def figure_svg(request, slug):
    """`crop` tile or stage, `pose` moving, start, end or pair; see figures.figure_svg."""
    crop, pose = request.GET.get("crop", "tile"), request.GET.get("pose", "moving")
    try:
        svg = figures.figure_svg(slug, crop, pose)
    except (KeyError, ValueError) as error:
        raise Http404("There is no such picture.") from error
    return picture(request, svg, figures.figure_hash(slug, crop, pose))


@require_safe
@login_not_required
def muscle_map_svg(request):
    """The muscles by slug, each with a strength from 0 to 3: /figures/muscles.svg?gluteus-maximus=3&hamstrings=1."""
    asked = {name: value for name, value in request.GET.items() if name != "v"}
    try:
        svg = figures.muscle_map_svg({name: int(value) for name, value in asked.items()})
    except (KeyError, ValueError) as error:
        raise Http404("There is no such muscle map.") from error
    return picture(request, svg, figures.content_hash(svg))
