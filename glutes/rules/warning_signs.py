"""When to stop, and when to see someone: plain words, no medical claims, each with its sources.

RED_FLAGS   the warning signs, by how soon to act
said_at     what to look out for where it hurts
GENERAL     what the site says about itself and about pain
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class RedFlag:
    """When to act, at which signs, and who says so (slugs of Source)."""

    when: str
    signs: tuple[str, ...]
    sources: tuple[str, ...]


GENERAL = (
    "General exercise information, not medical advice.",
    "Muscle effort and next-day soreness are normal; stop on sharp, sudden or worsening pain.",
    "Ask a physio or doctor first if you are injured, pregnant, recently operated on or have a heart or bone "
    "condition.",
    "Not better in about two weeks? Get it looked at.",
)

NUMB = "New numbness between the legs, loss of control over bladder or bowel, or weakness in both legs."
GROIN = (
    "Deep pain in the groin or at the front of the hip when you run or hop, or that aches at night: "
    "it needs checking for a stress fracture."
)
BONE = "Pain in one spot of the shin or foot, where the bone hurts to press."

RED_FLAGS = (
    RedFlag(
        "Get emergency help",
        (
            "You cannot put weight on a leg, or it looks out of shape, after a fall.",
            NUMB,
            "Chest pain, or a tight or heavy chest, that does not go away, spreads, or comes with breathlessness.",
            "You faint during exercise.",
            "Severe trouble breathing.",
        ),
        ("health-services", "royal-free-back", "hse-chest-pain", "nhs-fainting", "nhs-breath"),
    ),
    RedFlag(
        "See a doctor the same day",
        (
            "A joint is hot, red and swollen.",
            "The hip hurts and you have a fever or feel unwell.",
            "One calf is swollen, warm and painful.",
        ),
        ("health-services", "dynamic-health-hip", "hse-dvt"),
    ),
    RedFlag(
        "Stop running and get it looked at",
        (GROIN, BONE),
        ("robertson-2017", "george-2024", "health-services"),
    ),
    RedFlag(
        "See a doctor",
        (
            "Pain at night, or pain that never lets up.",
            "You are losing weight without wanting to, or have had cancer or taken steroids.",
            "Numbness or tingling that spreads.",
            "You get more out of breath than usual when you are active.",
            "You have missed three periods or more in a row, and are not pregnant.",
            "A bone hurt by too much running for the second time in two years, or once at the hip or pelvis.",
        ),
        ("health-services", "nhs-breath", "reds-2023"),
    ),
)
"""At any of these the plan stops: no target is worth it."""

SIGNS_AT = {"groin": GROIN, "shin": BONE, "foot": BONE, "back": NUMB}
"""The warning sign to know about at some sites of pain (coaching/pain.py)."""

OUTER_HIP = "Keep the weight off that hip for now: no lying on it, no crossed legs."
"""What a hospital's leaflet says about a painful outer hip (kingston-hip)."""


def said_at(site):
    """What to look out for at this site (a key of SITES in coaching/pain.py); "" if there is nothing to say."""
    if site == "outer-hip":
        return OUTER_HIP
    sign = SIGNS_AT.get(site)
    return next((f"Is it this? {sign} {flag.when}." for flag in RED_FLAGS if sign in flag.signs), "")
