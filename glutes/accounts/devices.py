"""What kind of device asks, in words for the member whose account or link it opened; too coarse to tell who it is."""

PROGRAMS = (
    "bot",
    "crawl",
    "spider",
    "preview",
    "facebookexternalhit",
    "whatsapp",
    "telegram",
    "slack",
    "curl",
    "python",
)
BROWSERS = (("firefox", "Firefox"), ("fxios", "Firefox"), ("edg", "Edge"), ("samsungbrowser", "Samsung Internet"))
BROWSERS += (("opr/", "Opera"), ("chrome", "Chrome"), ("crios", "Chrome"), ("safari", "Safari"))
"""What stands in a User-Agent, the first that fits: most of them name Safari, and many Chrome, besides themselves."""


def device_of(agent):
    """A User-Agent header in words: "a phone, Safari"; "a program" for a preview or a search engine."""
    agent = agent.lower()
    if not agent or any(word in agent for word in PROGRAMS):
        return "a program"
    tablet = "ipad" in agent or ("android" in agent and "mobile" not in agent)
    kind = "a tablet" if tablet else "a phone" if "mobi" in agent or "iphone" in agent else "a computer"
    browser = next((name for part, name in BROWSERS if part in agent), None)
    return f"{kind}, {browser}" if browser else kind
