"""Passkeys in a browser with a virtual authenticator: added, used to log in, removed; a guest who signs up with one."""

import pytest
from playwright.sync_api import expect

from glutes.accounts.models import Passkey, User
from tests.make import make_user

pytestmark = pytest.mark.django_db(transaction=True)
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(browser, browser_context_args, live_server):
    """A phone that keeps passkeys, and whose owner always agrees."""
    context = browser.new_context(**browser_context_args, base_url=live_server.url)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield page
    context.close()


def log_out(page):
    page.goto("/account/logout/")
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_text("You’re logged out.")).to_be_visible()


def log_in(page):
    page.goto("/account/login/?next=/account/passkeys/")
    page.get_by_role("button", name="Log in with a passkey").click()


def test_a_passkey_is_added_used_and_removed(page):
    anna = make_user("anna")
    page.goto("/account/login/?next=/account/")
    page.get_by_label("Name").fill("anna")
    page.get_by_label("Password").fill("long enough secret")
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("link", name="Passkeys").click()
    page.get_by_label("What is it on?").fill("My phone")
    page.get_by_label("Your password").fill("wrong")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("alert")).to_have_text("That isn’t your password. Nothing was changed.")
    page.get_by_label("Your password").fill("long enough secret")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_text("Added: My phone.")).to_be_visible()
    log_out(page)
    log_in(page)
    expect(page.get_by_role("heading", name="Passkeys")).to_be_visible()
    assert (Passkey.objects.get().user, Passkey.objects.get().used_at is None) == (anna, False)
    page.get_by_role("button", name="Remove My phone").click()
    expect(page.get_by_text("Removed: My phone.")).to_be_visible()
    log_out(page)
    log_in(page)
    expect(page.get_by_role("alert")).to_contain_text("That passkey didn’t work here.")


def test_a_guest_signs_up_without_a_password(page):
    page.goto("/account/login/")
    page.get_by_role("button", name="Start now").click()
    expect(page.get_by_role("link", name="Account")).to_be_visible()
    page.goto("/account/signup/?next=/account/passkeys/")
    page.get_by_label("Name").last.fill("Nora")
    page.get_by_role("button", name="Make the account with a passkey").click()
    expect(page.get_by_text("You have no password.")).to_be_visible()
    nora = User.objects.get()
    assert (nora.username, nora.is_guest, nora.has_usable_password()) == ("Nora", False, False)
    log_out(page)
    log_in(page)
    expect(page.get_by_text("You have no password.")).to_be_visible()
