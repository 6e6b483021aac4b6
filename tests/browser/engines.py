"""The browsers that are installed here, by their engines, and how to get those that are not."""

import os
import shutil


def installed(*names):
    return next(filter(None, map(shutil.which, names)), None)


CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first is Chromium without the windows that nobody looks at: a test takes it a third of the work."""
CHROMIUM = os.environ.get("BROWSER_PATH") or installed(*CHROMIUMS)
VISITORS = os.environ.get("BROWSER_PATH") or installed(*CHROMIUMS[1:])
"""Chromium as visitors have it: without its windows it looks further ahead for pictures."""
FIREFOX = installed("firefox-esr", "firefox")
WEBKIT = installed("WebKitWebDriver") if installed("Xvfb") else None

HOW = {
    "chromium": "no Chromium or Chrome found; install one (Debian: apt install chromium) or set BROWSER_PATH",
    "firefox": "no Firefox found; install it (Debian: apt install firefox-esr)",
    "webkit": "no WebKitWebDriver and Xvfb found; install them (Debian: apt install webkit2gtk-driver xvfb)",
}
FOUND = {"chromium": CHROMIUM, "firefox": FIREFOX, "webkit": WEBKIT}
MISSING = {name: f"{name} tests skipped: {how}" for name, how in HOW.items() if not FOUND[name]}
