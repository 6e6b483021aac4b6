"""The most that may be typed of anything: whatever is more was mistyped (all ours). Weights: units.MOST_KG.

Forms refuse more, and so does the database. Scripts type none of these numbers: the session that the player gets says
them (`most`).
"""

from datetime import timedelta

MOST_REPS = 500
"""In one set."""

MOST_SECONDS = 3600
"""In one hold."""

MOST_ROUNDS = 20
"""Sets of one exercise, or rounds of a circuit."""

MOST_REST_S = 900
"""Seconds between two sets, or between two rounds."""

MOST_BAND = 5
"""The strongest band; the lightest is 1."""

MOST_PAIN = 10
"""The scale of pain, from 0."""

CLOCK_AHEAD = timedelta(hours=24)
"""How far ahead a phone's clock may be: what was typed later than that counts from its receipt."""
