"""Makes SVG paths shorter: each point relative to the one before. This saves a sixth of the bytes sent."""

import re
from functools import cache

from .body import number

COMMAND = re.compile(r"([MLCAaZ])([^MLCAaZ]*)")
NUMBER = re.compile(r"-?\d*\.?\d+")
LENGTHS = {"M": 2, "L": 2, "C": 6, "A": 7, "a": 7}
"""How many numbers each command of a path has. The last two are the point at which it ends."""


@cache
def shorter(path):
    """The same path, with L, C and A relative. Its numbers have one decimal, so that nothing is lost."""
    text, (x, y) = "", (0, 0)
    begin = x, y
    for command, given in COMMAND.findall(path):
        values = [float(value) for value in NUMBER.findall(given)]
        if command == "Z":
            text, (x, y) = text + "Z", begin
        for i in range(0, len(values), LENGTHS.get(command, 1)):
            some = values[i : i + LENGTHS[command]]
            fixed = some[:5] if command in "Aa" else []
            points = some[len(fixed) :]
            if command not in "Ma":
                points = [value - (y if k % 2 else x) for k, value in enumerate(points)]
            text += (command if command == "M" else command.lower()) + joined(fixed + points)
            x, y = some[-2:] if command != "a" else (x + some[-2], y + some[-1])
            if command == "M":
                begin = x, y
    return text


def joined(values):
    """Numbers as text, separated by a space unless the next one has a minus."""
    return " ".join(number(value) for value in values).replace(" -", "-")
