"""What a search leads to where no exercise of ours has that name."""

from urllib.parse import quote

import pytest

from tests import html

pytestmark = [pytest.mark.usefixtures("catalogue"), pytest.mark.django_db]


WHAT_RUNNERS_LOOK_FOR = {
    "calf raise": {"muscle": "calves"},
    "soleus": {"muscle": "calves"},
    "nordic": {"muscle": "hamstrings"},
    "copenhagen": {},  # Nothing of ours works the inner thigh yet: "add it" is what helps.
    "bird dog": {"muscle": "core"},
    "split squat": {"exercise": "lunge"},
    "hamstring curl": {"muscle": "hamstrings"},
    "it band": {"sign": "it-band"},
    "runner's knee": {"sign": "shin-splints-runners-knee"},
    "gluteus medius": {"muscle": "gluteus-medius"},
}
"""Where each leads to: an exercise of ours, the filter of a muscle, or a sign; all of them to "add it" as well."""


@pytest.mark.parametrize(("words", "leads"), WHAT_RUNNERS_LOOK_FOR.items())
def test_what_runners_look_for_leads_somewhere(client, words, leads):
    page = client.get("/exercises/", {"q": words})
    addresses = [link["href"] for link in html.find(page.text, "a", href=True)]
    wanted = {"exercise": "/exercises/{}/", "muscle": "/exercises/?muscle={}", "sign": "/exercises/signs/#{}"}
    assert [kind for kind, slug in leads.items() if wanted[kind].format(slug) not in addresses] == []
    assert "/exercises/new/?name=" + quote(words) in addresses
