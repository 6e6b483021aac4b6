"""A device in a few words (“a phone, Safari”), for a member to recognise it; too coarse to identify anybody."""

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
"""Text in a User-Agent and the browser it means. The first match counts: most also name Safari, and many Chrome."""


def device_of(agent):
    """A User-Agent header in words: "a phone, Safari"; "a program" for a preview or a search engine."""
    agent = agent.lower()
    if not agent or any(word in agent for word in PROGRAMS):
        return "a program"
    tablet = "ipad" in agent or ("android" in agent and "mobile" not in agent)
    kind = "a tablet" if tablet else "a phone" if "mobi" in agent or "iphone" in agent else "a computer"
    browser = next((name for part, name in BROWSERS if part in agent), None)
    return f"{kind}, {browser}" if browser else kind
