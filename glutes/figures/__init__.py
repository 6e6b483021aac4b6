"""Pictures of the exercises: from poses in fixtures/figures/ to SVG. Pure Python, no Django.

`figure_svg` draws an exercise, `muscle_map_svg` the muscles it works. An exercise is one entry in one of the JSON
files. To add one, copy an entry that is close, change its poses and look at it with `manage.py figures <slug>`, which
also says what is anatomically or physically wrong with it. What the words of an entry mean: `pose` explains the poses,
`ENTRY` below the rest.

Unknown slugs raise KeyError; unknown crops and poses raise ValueError.
"""

import json
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

from . import drawing
from .muscle_map import MUSCLE_MAP_SIZE, muscle_map_svg

__all__ = [
    "MUSCLE_MAP_SIZE",
    "content_hash",
    "exercise",
    "figure_alt",
    "figure_hash",
    "figure_size",
    "figure_svg",
    "muscle_map_svg",
    "picture_of",
    "shown_side",
    "slugs",
    "sprite_svg",
]

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "figures"
TILE_SIZE = (320, 240)
# The keys of an entry, besides those of its poses.
ENTRY = {
    "like": "the slug of an entry; keys that are missing here are taken from that one",
    "start": "the start position in words, for the alt text",
    "end": "the end position in words",
    "shows": "left or right: the side that works in the picture, if sides are logged one by one",
    "character": "who does it: bun or crop",
    "view": "side, front or back",
    "from_above": "true: a lying body, seen from above",
    "lights": "muscles to highlight: glutes, medius, core, or stretched- with glutes, hamstrings, lower-back",
    "working": "the side whose hip is highlighted, if not the near or the right one",
    "holds": "barbell, kettlebell, ball, backpack or band",
    "props": "the things around the body, see scenery",
    "hold": "true: the end pose is held and shown longer",
    "seconds": "seconds from the first to the last pose",
    "frames": "how many frames a movement has, if the usual number lets joints come apart",
    "curve": "degrees the back is rounded",
    "widths": "half-widths of hips and shoulders in cm, as seen from in front or behind",
    "shaded": "groups drawn in the tone of far limbs (from the side: the far ones)",
    "order": "groups from back to front: limbs (near-leg), head, torso, hold, muscle",
    "arrow": "the joint whose way an arrow shows, and how far (cm) the arrow is from that way",
    "poses": "two or more; a later one has only the keys that change",
}


@cache
def exercises():
    """{slug: entry} of all exercises; keys that an entry takes from another one (`like`) are filled in."""
    entries = {}
    for path in sorted(FIXTURES.glob("*.json")):
        entries |= json.loads(path.read_text(encoding="utf-8"))
    return {slug: entries[entry["like"]] | entry if "like" in entry else entry for slug, entry in entries.items()}


@cache
def slugs():
    """Every exercise that has a figure, in alphabetical order."""
    return tuple(sorted(exercises()))


def exercise(slug):
    """The pose data of one exercise."""
    return exercises()[slug]


@cache
def picture_of(slug, lit=True):
    """The drawing.Picture of an exercise, kept in memory because it takes long to make. Unless `lit`, no muscle is
    highlighted."""
    return drawing.Picture(exercise(slug) | ({} if lit else {"lights": []}))


@cache
def figure_svg(slug, crop="tile", pose="moving", lit=True):
    """The picture of an exercise as an SVG document.

    `crop`: "tile" (4:3 with a floor line), "stage" (no floor line, 1 unit = 1 cm, its lower edge is the floor) or
    "thumb" (4:3, one still without margins, so that it is recognisable at 64 px).
    `pose`: "moving", "start", "end", or "pair" (start with an arrow, and end, side by side).
    `lit`: whether the muscles that work are highlighted; False if it stands in for an exercise that works others.
    """
    if crop not in drawing.CROPS or pose not in drawing.POSES:
        raise ValueError(f"crop is one of {drawing.CROPS}, pose one of {drawing.POSES}")
    if crop == "thumb" and pose not in ("start", "end"):
        raise ValueError("a thumb is a still: its pose is start or end")
    return drawing.figure(picture_of(slug, lit), crop, pose)


@lru_cache(16)  # Small, because anybody may ask for any combination.
def sprite_svg(tile, thumb):
    """Many stills in one SVG document, each a view with an id such as "tile-squat".

    `tile`, `thumb`: tuples of the slugs to draw in each crop.
    """
    wanted = [("tile", slug) for slug in tile] + [("thumb", slug) for slug in thumb]
    return drawing.sprite({f"{crop}-{slug}": (picture_of(slug), crop) for crop, slug in wanted})


def figure_alt(slug):
    """The alt text of a picture: its start and end position in one sentence."""
    entry = exercise(slug)
    return f"Start: {entry['start']}; end: {entry['end']}."


def shown_side(slug):
    """The side that works in the picture of an exercise done one side at a time: "left" or "right", else None."""
    return exercise(slug).get("shows")


@cache
def figure_size(slug, crop="tile"):
    """(width, height) for the <img>. A tile is always 4:3. A stage has one unit for each centimetre, so that all stages
    have the same scale. A picture of a pair is twice as wide.
    """
    if crop != "stage":
        return TILE_SIZE
    return picture_of(slug).window(crop)[2:]


def content_hash(svg):
    """A hash of the picture, for its address: browsers may keep the picture until the address changes."""
    return sha256(svg.encode()).hexdigest()[:10]


@cache
def figure_hash(slug, crop="tile", pose="moving", lit=True):
    """The content hash of `figure_svg` with the same arguments."""
    return content_hash(figure_svg(slug, crop, pose, lit))
