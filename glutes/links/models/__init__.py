"""Links that members make, who opened them, and what their readers propose."""

from glutes.links.models.link import MOST_OPEN, Link, Opening
from glutes.links.models.proposal import Proposal

__all__ = ["MOST_OPEN", "Link", "Opening", "Proposal"]
