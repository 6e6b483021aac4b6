"""The contact sheet: each exercise as a row of stills from start to end, to look at after changing a pose."""

from base64 import b64encode

from . import drawing, picture_of

SHOTS = (0, 0.25, 0.5, 0.75, 1)
COLUMNS = 2
WIDTH, HEIGHT, LABEL, GAP = 160, 120, 20, 16
STRIP = WIDTH * len(SHOTS) + GAP


def strip(slug, left, top):
    """The SVG of an exercise's name and its five stills in a row, whose corner is at (left, top) in pixels."""
    picture = picture_of(slug)
    last = len(picture.frames) - 1
    shots = [f'<text x="{left}" y="{top + 15}" fill="#27364F" font-family="sans-serif" font-size="14">{slug}</text>']
    for i, share in enumerate(SHOTS):
        svg = b64encode(drawing.still_svg(picture, "tile", round(share * last)).encode()).decode()
        shots.append(
            f'<image x="{left + i * WIDTH}" y="{top + LABEL}" width="{WIDTH}" height="{HEIGHT}"'
            f' href="data:image/svg+xml;base64,{svg}"/>'
        )
    return "".join(shots)


def contact_sheet(slugs):
    """An SVG with a row of stills for each slug, in two columns."""
    rows = -(-len(slugs) // COLUMNS)
    width, height = GAP + STRIP * COLUMNS, GAP + (HEIGHT + LABEL + GAP) * rows
    strips = "".join(
        strip(slug, GAP + STRIP * (i % COLUMNS), GAP + (HEIGHT + LABEL + GAP) * (i // COLUMNS))
        for i, slug in enumerate(slugs)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<rect width="{width}" height="{height}" fill="#F4F7FB"/>{strips}</svg>'
    )
