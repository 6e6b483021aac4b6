"""The names that a physio uses, where anatomical words are asked for. Those of muscles are in their table."""

ANATOMICAL_SITES = {
    "Outer hip": "Lateral hip",
    "Groin": "Groin, medial thigh",
    "Back of the thigh": "Posterior thigh",
    "Knee": "Knee, articulatio genus",
    "Shin": "Anterior lower leg, tibia",
    "Foot": "Foot, pes",
    "Back": "Lumbar region",
}
"""The anatomical names of the sites of pain (rules/coaching/pain.py)."""

MOVEMENTS = {"hinge": "hip extension", "squat": "hip and knee extension", "side": "hip abduction", "trunk": "trunk"}
"""The anatomical name of what each movement pattern trains (Exercise.Pattern)."""
