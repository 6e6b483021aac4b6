"""When to stop, and when to see someone (evidence.md 4). Plain words, and never a medical claim."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RedFlag:
    """When to act, at which signs, and who says so."""

    when: str
    signs: tuple[str, ...]
    sources: tuple[str, ...]


GENERAL = (
    "General exercise information, not medical advice.",
    "Muscle effort and soreness the next day are normal; stop at pain that is sharp, sudden or getting worse.",
    "Injured, pregnant, recently operated on, or a heart or bone condition? Ask a physio or doctor first.",
    "Not better in about two weeks? Get it looked at.",
)
"""What the site says about itself and about pain (section 4)."""

RED_FLAGS = (
    RedFlag(
        "Get emergency help",
        (
            "You cannot put weight on a leg, or it looks out of shape, after a fall.",
            "New numbness between the legs, loss of control over bladder or bowel, or weakness in both legs.",
        ),
        ("health-services",),
    ),
    RedFlag(
        "See a doctor the same day",
        ("A joint is hot, red and swollen.", "The hip hurts and you have a fever or feel unwell."),
        ("health-services",),
    ),
    RedFlag(
        "Stop running and have it assessed",
        (
            "Deep pain in the groin or at the front of the hip when you run or hop, or that aches at night: "
            "a stress fracture has to be ruled out.",
        ),
        ("robertson-2017", "health-services"),
    ),
    RedFlag(
        "See a doctor",
        (
            "Pain at night, or pain that never lets up.",
            "You are losing weight without wanting to, or have had cancer or taken steroids.",
            "Numbness or tingling that spreads.",
        ),
        ("health-services",),
    ),
)
"""The rows of section 4 that were checked. At any of them the plan stops: no target is worth it."""
