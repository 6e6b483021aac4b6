"""The QR code of an address, for a camera."""

from django.utils.safestring import mark_safe


def code_of(address):
    """An inline SVG, dark on white in any colour scheme, as cameras need it."""
    import segno

    code = segno.make(address, error="m", micro=False)
    svg = code.svg_inline(border=4, light="#fff", svgclass=None, lineclass=None, omitsize=True)
    return mark_safe(svg)  # noqa: S308  Made of squares alone; the address is not in it as text.
