"""What a runner does with a phone whose clock the test moves, and what it tells them."""


def tap(page, name):
    """One tap, and the second that follows it."""
    page.get_by_role("button", name=name, exact=True).click()
    page.clock.run_for(1000)


def kept(page):
    """The line that says what waits on this phone."""
    return page.locator("[data-show=kept]")
