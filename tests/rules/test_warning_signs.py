"""The warning signs: grouped by how soon, each with who says so."""

import json
from pathlib import Path

from glutes.rules.coaching.pain import SITES
from glutes.rules.warning_signs import GENERAL, RED_FLAGS, said_at


def test_the_warning_signs_are_grouped_by_how_soon_and_say_who_says_so():
    slugs = {row["slug"] for row in json.loads(Path("fixtures/sources.json").read_text())}

    assert [flag.when for flag in RED_FLAGS] == [
        "Get emergency help",
        "See a doctor the same day",
        "Stop running and get it looked at",
        "See a doctor",
    ]
    assert {source for flag in RED_FLAGS for source in flag.sources} <= slugs


def test_no_word_promises_or_blames():
    words = " ".join([*GENERAL, *(sign for flag in RED_FLAGS for sign in flag.signs)]).lower()

    assert not [word for word in ("prevent", "cure", "diagnos", "weak glute", "activate") if word in words]


def test_who_says_so_can_be_looked_up():
    addresses = {row["slug"]: row.get("url") for row in json.loads(Path("fixtures/sources.json").read_text())}

    assert [slug for flag in RED_FLAGS for slug in flag.sources if not addresses[slug]] == []


def test_where_it_hurts_says_which_sign_to_look_out_for():
    said = {site: said_at(site) for site in SITES}

    assert {site for site in SITES if not said[site]} == {"thigh", "knee", "elsewhere"}
    assert said["back"].endswith("Get emergency help.")
    for site in ("groin", "shin", "foot"):
        assert said[site].endswith("Stop running and get it looked at.")
    assert said["outer-hip"].startswith("Keep the weight off that hip")
    assert said_at("") == ""
