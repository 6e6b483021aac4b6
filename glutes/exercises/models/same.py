"""Which of a user's own exercises is the same as one from elsewhere: a file, a shared routine, a guest's."""

from itertools import count

from glutes.accounts.models import folded


class SameExercises:
    """Exercises of a user's own, to look for the same one among."""

    def __init__(self, exercises):
        self.names, self.same = set(), {}
        for exercise in exercises:
            self.add(exercise)

    def add(self, exercise):
        """One more of the user's own."""
        self.names.add(folded(exercise.name))
        self.same.setdefault(key(exercise, exercise.name), exercise)

    def placed(self, exercise, *names):
        """The user's exercise that is the same: it has one of these names, and the measure, sides and load of the
        other. Else None, and the other is called by the last name, with a number (“Hip hike 2”) if that is taken."""
        for name in numbered(*names):
            if found := self.same.get(key(exercise, name)):
                return found
            if folded(name) not in self.names and name not in names[:-1]:
                break
        exercise.name = name
        return None


def key(exercise, name):
    """What two exercises that are the same have in common."""
    return folded(name), exercise.measure, exercise.sides, exercise.load, exercise.banded


def numbered(*names):
    """Yields the names, then the last one with 2, 3 and so on."""
    yield from names
    for number in count(2):
        yield f"{names[-1][:56].rstrip()} {number}"
