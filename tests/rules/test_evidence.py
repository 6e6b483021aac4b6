"""What is known and what is not: every sentence has a source, the two trials stand together, nothing is promised."""

import json
import re
from pathlib import Path

from glutes.rules.evidence import PARTS

FINDINGS = [finding for part in PARTS for finding in part.findings]


def test_every_sentence_names_a_source_that_the_site_has():
    slugs = {row["slug"] for row in json.loads(Path("fixtures/sources.json").read_text())}

    assert {slug for _, sources in FINDINGS for slug in sources} <= slugs
    assert [sentence for sentence, sources in FINDINGS if not sources] == []


def test_that_guided_work_helped_and_that_alone_it_is_unproven_come_first_and_together():
    assert [part.title for part in PARTS[:2]] == ["With a physio, it helped", "On your own, it is unproven"]
    assert [sources for _, sources in FINDINGS[:2]] == [("leppanen-2024",), ("toresdahl-2020",)]


def test_no_word_promises_or_blames():
    words = " ".join(sentence for sentence, _ in FINDINGS)

    assert not re.search(r"prevent|cure|diagnos|activates \d|RIR|EMG|SMD|hazard", words, re.IGNORECASE)
