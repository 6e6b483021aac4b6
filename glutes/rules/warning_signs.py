"""When to stop, and when to see someone. Plain words, and never a medical claim. Each sign names who says so.

RED_FLAGS   the warning signs, by how soon to act
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

RED_FLAGS = (
    RedFlag(
        "Get emergency help",
        (
            "You cannot put weight on a leg, or it looks out of shape, after a fall.",
            "New numbness between the legs, loss of control over bladder or bowel, or weakness in both legs.",
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
        (
            "Deep pain in the groin or at the front of the hip when you run or hop, or that aches at night: "
            "it needs checking for a stress fracture.",
            "Pain in one spot of the shin or foot, where the bone hurts to press.",
        ),
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
