"""The contact sheet: every exercise as a row of stills from start to end, to look at after a pose was changed."""

from base64 import b64encode

from . import drawing, picture_of

SHOTS = (0, 0.25, 0.5, 0.75, 1)
WIDTH, HEIGHT, LABEL = 240, 180, 24


def row(slug, top):
    picture = picture_of(slug)
    last = len(picture.frames) - 1
    cells = [f'<text x="8" y="{top + 17}" fill="#56678A" font-family="sans-serif" font-size="14">{slug}</text>']
    for i, share in enumerate(SHOTS):
        svg = b64encode(drawing.still_svg(picture, "tile", round(share * last)).encode()).decode()
        cells.append(
            f'<image x="{i * WIDTH}" y="{top + LABEL}" width="{WIDTH}" height="{HEIGHT}"'
            f' href="data:image/svg+xml;base64,{svg}"/>'
        )
    return "".join(cells)


def contact_sheet(slugs):
    """One SVG with a row for each slug."""
    width, height = WIDTH * len(SHOTS), (HEIGHT + LABEL) * len(slugs)
    rows = "".join(row(slug, i * (HEIGHT + LABEL)) for i, slug in enumerate(slugs))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<rect width="{width}" height="{height}" fill="#F4F7FB"/>{rows}</svg>'
    )
