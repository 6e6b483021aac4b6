"""The page on what studies say about this training, running and injuries, and what nobody has tested."""

from glutes.exercises.models import Source
from glutes.rules import evidence, warning_signs


def context():
    """Its parts, each with pairs of (finding, sources), and the site's statement about itself."""
    sources = Source.objects.named(slug for part in evidence.PARTS for _, slugs in part.findings for slug in slugs)
    parts = [
        {
            "title": part.title,
            "findings": [(said, [sources[slug] for slug in slugs if slug in sources]) for said, slugs in part.findings],
        }
        for part in evidence.PARTS
    ]
    return {"parts": parts, "general": warning_signs.GENERAL}
