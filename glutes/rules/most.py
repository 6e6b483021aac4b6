"""The largest values that may be typed, and how much one session may hold (all ours). Weights: units.MOST_KG.

Forms and the database refuse more. Scripts get these numbers in the player's session (`most`), so that each is written
down once. How many rows a page shows is in the module of that page.
"""

from datetime import timedelta

MOST_REPS = 500
"""Reps in one set."""

MOST_SECONDS = 3600
"""Seconds of one hold."""

MOST_EXERCISES = 200
"""Exercises in one session, swaps included; many times what anybody does in a day."""

MOST_SETS = 500
"""Sets in one session, of all exercises together, each side counted; a long one has 60. On its page each takes 4 KB."""

MOST_ROUNDS = 20
"""Sets of one exercise, or rounds of a circuit."""

MOST_REST_S = 900
"""Seconds between two sets, or between two rounds."""

MOST_BAND = 5
"""The strongest band; the lightest is 1."""

MOST_PAIN = 10
"""The scale of pain, from 0."""

CLOCK_AHEAD = timedelta(hours=24)
"""How far ahead a phone's clock may be. A moment further in the future is replaced by the moment of receipt."""
