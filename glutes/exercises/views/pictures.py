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
MOST_IN_A_SHEET = 40
"""Ours: the most pictures of a sheet. A page with more of them uses no sheet."""


<<<<<<< HEAD:glutes/exercises/views.py
@require_safe
@login_not_required
def exercise_list(request):
    """All exercises, or those that pass the filters in the address; 422 if a filter is invalid."""
    form = ExerciseFilter(request.GET, request.user)
    found = form.found()
    swaps = request.htmx and not request.htmx.history_restore_request
    asked = form.cleaned_data.get("q")
    context = {"form": form, "found": found, "total": len(form.visible), "swaps": swaps, "asked": asked}
    if asked:
        context["close"] = close_by(asked, form.muscles)
    template = "exercises/_results.html" if swaps else "exercises/exercise_list.html"
    response = render(request, template, context, status=200 if form.is_valid() else 422)
    patch_vary_headers(response, ["HX-Request"])
    moved = swaps and form.is_valid() and form.address != page_asking(request)
    return push_url(response, form.address) if moved else response


@require_safe
@login_not_required
def exercise_detail(request, slug):
    """One exercise with all that is known about it; also a retired one, which may be in somebody's history."""
    visible = Exercise.objects.visible_to(request.user).with_everything()
    exercise = known_as(slug) or get_object_or_404(visible, slug=slug)
    # The kit's rows, reached through the user: kit comes after exercises and is not imported here.
    mine = request.user.kit.stand_in_for() or () if request.user.is_authenticated else ()
    without = [(thing, steps) for thing, steps in exercise.without if thing.slug not in mine]
    return render(request, "exercises/exercise_detail.html", {"exercise": exercise, "without": without})


@require_safe
@login_not_required
def sign_list(request):
    """Signs that runners notice, what documents say about them, and how studies disagree."""
    signs = Sign.objects.current().prefetch_related("exercises", "sources")
    return render(request, "exercises/sign_list.html", {"signs": signs, "general": warning_signs.GENERAL})


@require_safe
@login_not_required
def source_list(request):
    """All sources of the catalogue. `#slug` in the address leads to one of them."""
    return render(request, "exercises/source_list.html", {"sources": Source.objects.current()})


@require_safe
@login_not_required
def when_to_stop(request):
    """The signs at which to stop training and have it looked at, with sources."""
    named = {slug for flag in warning_signs.RED_FLAGS for slug in flag.sources}
    sources = Source.objects.by_slug(named)
    flags = [(flag, [sources[slug] for slug in flag.sources if slug in sources]) for flag in warning_signs.RED_FLAGS]
    lights = [pain.GO, pain.HOLD, pain.STOP]
    return render(
        request, "exercises/when_to_stop.html", {"flags": flags, "general": warning_signs.GENERAL, "lights": lights}
    )


@require_safe
@login_not_required
def what_is_known(request):
    """What studies say about this work, running and injuries, and what nobody has tested."""
    return render(request, "exercises/what_is_known.html", what_is_known_page.context())


=======
>>>>>>> speeda:glutes/exercises/views/pictures.py
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
    """The hash of the picture's style sheet, with which its content security policy allows that sheet only."""
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
def figure_sheet_svg(request):
    """The stills of a page in one file; see figures.sheet_svg. `tile` and `thumb` are lists of slugs."""
    names = [tuple(filter(None, request.GET.get(crop, "").split(","))) for crop in ("tile", "thumb")]
    if sum(map(len, names)) > MOST_IN_A_SHEET:
        raise Http404("There is no such picture.")
    try:
        svg = figures.sheet_svg(*names)
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
