"""What studies say about this training and running, in plain words, each sentence with its sources (slugs of Source).

It promises nothing: a finding is given as a finding, with the number of people, and what has not been tested is named.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """A question and what is known about it: pairs of (sentences, their sources)."""

    title: str
    findings: tuple[tuple[str, tuple[str, ...]], ...]


PARTS = (
    Part(
        "With a physio, it helped",
        (
            (
                "For 24 weeks a physiotherapist led 325 new runners. Those who did hip and core exercises before their "
                "runs had about a third fewer leg injuries than those who stretched, and serious overuse injuries were "
                "about half as common.",
                ("leppanen-2024",),
            ),
        ),
    ),
    Part(
        "On your own, it is unproven",
        (
            (
                "720 people in training for a first marathon either did ten minutes of such exercises three times a "
                "week, from a video, or did not. Overuse injuries kept as many from finishing: 7.1% with the "
                "exercises, 7.3% without. One of the authors is Dr Jordan Metzl, whom The Lazy Athlete names.",
                ("toresdahl-2020",),
            ),
            (
                "Glutes is closer to this second trial: it shows, counts and reminds, but nobody here sees your form. "
                "Nobody has tested Glutes itself.",
                ("ours",),
            ),
        ),
    ),
    Part(
        "All trials together",
        (
            (
                "Nine trials with 1,904 runners show no clear drop in injuries; where somebody supervised, they do "
                "better.",
                ("wu-2024",),
            ),
            (
                "25 trials in many sports, 26,610 people, show fewer injuries with strength training. Stretching made "
                "no difference.",
                ("lauersen-2014",),
            ),
        ),
    ),
    Part(
        "When something hurts already",
        (
            (
                "Pain at the front of the knee: hip exercises and knee exercises both helped, the hip about a week "
                "sooner. In another trial, people who learned about their pain and simply stayed active did as well.",
                ("ferber-2015", "hott-2020"),
            ),
            (
                "Pain at the outside of the hip: after eight weeks, 51 of 66 people felt better with advice and "
                "exercise led by physiotherapists, and 20 of 68 who waited. Part of the advice is not to press on the "
                "sore tendons: no leg across the body, no lying on that side.",
                ("mellor-2018", "dynamic-health-hip", "kingston-hip"),
            ),
            (
                "IT-band trouble: studies disagree on whether the hip is weaker. None of them shows that weakness came "
                "first.",
                ("fredericson-2000", "grau-2008", "brown-2019"),
            ),
            (
                "A shin bone hurt by too much load: experts wait with running until pressing the bone and walking no "
                "longer hurt.",
                ("george-2024",),
            ),
        ),
    ),
    Part(
        "The run itself",
        (
            (
                "In 5,205 runners, overuse injuries were more common after a run that was more than 10% longer than "
                "the longest of the 30 days before, and most after one more than twice as long. How much a whole week "
                "grew told nothing.",
                ("frandsen-2025",),
            ),
            (
                "Running with less energy: the trials that found it used heavy or explosive lifting, not the "
                "exercises without weights that make up most of this site.",
                ("blagrove-2018",),
            ),
        ),
    ),
    Part(
        "How hard, and how much",
        (
            (
                "Ten sets for a muscle a week is the American College of Sports Medicine’s number for growth. "
                "Getting stronger takes less.",
                ("acsm-2026",),
            ),
            (
                "Going to the very last rep brings hardly more strength, and somewhat more growth. Most people have "
                "about one rep more to spare than they think.",
                ("robinson-2024", "halperin-2022"),
            ),
            (
                "A week of total rest in nine cost trained people some strength and no size. So our easier week has "
                "fewer sets, not none.",
                ("coleman-2024", "ours"),
            ),
            (
                "The bridge on two legs: healthy people held it for almost three minutes. A minute is a step, no goal.",
                ("schellenberg-2007",),
            ),
        ),
    ),
    Part(
        "What nobody has shown",
        (
            (
                "That weak or “lazy” glutes are why you hurt. Our articles think so; studies do not settle it.",
                ("d0", "d1", "d3", "d4"),
            ),
            (
                "That the exercise with the highest percentage does most for your running. The percentages are muscle "
                "activity: a rough guide, not a result.",
                ("collings-2023",),
            ),
        ),
    ),
)
