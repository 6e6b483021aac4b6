"""Photos of users' own exercises: makes a small JPEG without metadata from what a phone sends."""

from hashlib import sha256
from io import BytesIO

MOST_BYTES = 9 * 1024 * 1024
"""Ours: a phone's photos have 3 to 8 MB; the server takes no request of more than 10 MB."""
MOST_PIXELS = 50_000_000
"""Ours: phones save JPEGs of up to 48 megapixels; decoded at reduced size, those take at most 100 MB or so."""
MOST_PIXELS_UNSCALED = 25_000_000
"""Ours: a PNG or WebP is decoded at its full size, with 4 bytes a pixel."""
SMALL_BYTES = 100_000
"""The most bytes of a stored photo."""
SIZES = ((960, 720), (640, 480), (320, 240))
QUALITIES = (82, 70, 55, 40)

TOO_BIG = "This photo is too big: 9 MB and 50 megapixels at most. Pick a smaller one."
UNREADABLE = "We couldn’t read this photo. Pick a JPEG, PNG or WebP."


def small(file):
    """A photo (a binary file) as a JPEG of at most SMALL_BYTES: upright, cut to 4:3, without metadata.

    Raises ValueError with a sentence for the reader if it is too big or no photo. The size in pixels is checked before
    decoding, so that a small file cannot fill the memory.
    """
    from PIL import Image  # Imported only when a photo comes: it takes a tenth of the site's memory.

    try:
        with Image.open(file, formats=["JPEG", "PNG", "WEBP"]) as image:
            scales = image.format in ("JPEG", "MPO")
            if image.width * image.height > (MOST_PIXELS if scales else MOST_PIXELS_UNSCALED):
                raise Image.DecompressionBombError
            return shrunk(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValueError(TOO_BIG) from error
    except Exception as error:  # What reads it raises anything for damaged ones.
        raise ValueError(UNREADABLE) from error


def shrunk(image):
    """An opened image as a JPEG (bytes) of at most SMALL_BYTES, in the largest of SIZES and the best of QUALITIES that
    fit. Raises ValueError, in a sentence, if none fits."""
    from PIL import Image, ImageOps

    image.draft("RGB", (SIZES[0][0] * 2, SIZES[0][0] * 2))  # Decodes a JPEG at reduced size.
    upright = ImageOps.exif_transpose(image).convert("RGBA")
    for size in SIZES:
        cut = ImageOps.fit(upright, size)
        bare = Image.new("RGB", size, "white")  # A new image has no metadata.
        bare.paste(cut, mask=cut)
        for quality in QUALITIES:
            bare.save(target := BytesIO(), "JPEG", quality=quality, optimize=True)
            if target.tell() <= SMALL_BYTES:
                return target.getvalue()
    raise ValueError(UNREADABLE)


def version(jpeg):
    """A hash of the photo for its address, so that browsers may keep it."""
    return sha256(jpeg).hexdigest()[:10]
