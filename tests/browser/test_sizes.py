"""Every page with large letters and on small screens: nothing runs off its side, every control is on it."""

import pytest

from tests.browser.phone import sign_in
from tests.make import make_catalogue
from tests.owner import Owner, ask

pytestmark = pytest.mark.django_db(transaction=True)

SIZES = {(320, 568): [100, 200], (390, 844): [200], (844, 390): [100, 200], (1280, 800): [200]}
"""Width and height, and the sizes of letters in per cent."""

BEYOND = """(percents) => percents.flatMap((percent) => {
  document.documentElement.style.fontSize = `${percent}%`;
  const { clientWidth: wide, scrollWidth } = document.documentElement;
  const out = (element) => element.getBoundingClientRect().right > wide + 1;
  const widest = [...document.querySelectorAll("main *")].filter((one) => out(one) && ![...one.children].some(out));
  const names = widest.slice(0, 4).map((one) => `${one.tagName} ${one.textContent.trim().slice(0, 20)}`);
  const found = scrollWidth > wide ? [`${scrollWidth} px wide: ${names.join(" | ")}`] : [];
  const rolls = (element) => element && element !== document.body &&
    (isScroller(element) || rolls(element.parentElement));
  const isScroller = (element) =>
    /auto|scroll/.test(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth;
  const CONTROLS = "button, a.button, a.quiet, input, select, textarea, summary, h1, h2";
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  for (const element of document.querySelectorAll(CONTROLS)) {
    if (!isSeen(element) || element.closest(".unseen, .skip") || rolls(element.parentElement)) continue;
    const { left, right, width } = element.getBoundingClientRect();
    const name = `${element.tagName} ${element.textContent.trim().slice(0, 40)}`;
    if (width > 1 && (left < -1 || right > wide + 1)) found.push(`${name}: ${Math.round(left)}–${Math.round(right)}`);
    if (/^H/.test(element.tagName) && element.scrollWidth > element.clientWidth + 1) found.push(`${name} is cut`);
  }
  return found.map((what) => [percent, what]);
})"""


@pytest.fixture
def phone(new_context, live_server):
    make_catalogue()
    owner = Owner()
    context = new_context(base_url=live_server.url, service_workers="block")
    sign_in(context, live_server, owner.user)
    page = context.new_page()
    page.owner = owner
    return page


def beyond(page, where):
    """What runs off the page at each of the sizes."""
    found = []
    for (width, height), percents in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for percent, what in page.evaluate(BEYOND, percents):
            found.append(f"{where} at {width} × {height}, {percent} %: {what}")
    return found


def test_no_page_runs_off_its_side_and_every_control_is_on_it(phone):
    found, seen = [], 0
    for _, address, _ in phone.owner.addresses():
        answer = ask(phone.owner.user, "GET", address, {}, {})
        if (
            answer.status_code != 200
            or not answer["Content-Type"].startswith("text/html")
            or b"<html" not in answer.getvalue()
        ):
            continue
        phone.goto(address)
        seen += 1
        found += beyond(phone, address)
    assert found == [], "\n".join(found)
    assert seen > 25
