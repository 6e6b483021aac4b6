"""A JSON document read a row at a time, so that it never has to be in memory whole."""

import json

PIECE = 1 << 16
MOST_IN_VALUE = 3 << 18
"""About the most characters of one value (ours), three times the longest session. In memory they may take 50 MB."""


def entries(file, wanted=None):
    """Yields (key, value) of the object that a text file holds; of a list one item at a time.

    Of lists that are not `wanted` (a set of keys; None: all) nothing is yielded. Raises ValueError for anything else.
    """
    stream = Stream(file)
    stream.skip("{")
    while stream.peek() != "}":
        key = stream.value()
        stream.skip(":")
        if stream.peek() != "[":
            yield key, stream.value()
        else:
            for item in stream.items():
                if wanted is None or key in wanted:
                    yield key, item
        if stream.peek() != "}":
            stream.skip(",")


class Stream:
    """What is left of a JSON text. All its methods raise ValueError where the text goes on in another way."""

    def __init__(self, file):
        self.file, self.text, self.at = file, "", 0
        self.decode = json.JSONDecoder(parse_constant=refuse).raw_decode

    def fill(self):
        """Reads as many characters again as are left over, at least PIECE. Returns False at the end of the file."""
        more = self.file.read(max(PIECE, len(self.text) - self.at))
        self.text, self.at = self.text[self.at :] + more, 0
        return bool(more)

    def peek(self):
        """The next character that is no blank. It is not taken: the next call begins with it."""
        while True:
            while self.at < len(self.text) and self.text[self.at] in " \t\r\n":
                self.at += 1
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.fill():
                raise ValueError("That JSON ends in the middle.")

    def skip(self, character):
        """Goes past this character."""
        if self.peek() != character:
            raise ValueError("That is no JSON as Glutes writes it.")
        self.at += 1

    def value(self):
        """Takes the next value, and returns it as Python has it. It may have MOST_IN_VALUE characters or a little
        more."""
        self.peek()
        while True:
            try:
                found, end = self.decode(self.text, self.at)
            except json.JSONDecodeError as error:
                if len(self.text) - self.at >= MOST_IN_VALUE or not self.fill():
                    raise ValueError("That JSON ends in the middle, or is none.") from error
                continue
            except RecursionError as error:
                raise ValueError("That is no JSON as Glutes writes it.") from error
            if end < len(self.text) or not self.fill():
                self.at = end
                return found

    def items(self):
        """Yields the items of the list that comes next."""
        self.skip("[")
        while self.peek() != "]":
            yield self.value()
            if self.peek() != "]":
                self.skip(",")
        self.skip("]")


def refuse(constant):
    """Raises ValueError for NaN and Infinity, which JSON does not have."""
    raise ValueError(f"{constant} is no number.")
