"""Text that people, phones and attackers type, and that has broken sites before; and what must never come of it."""

import re

LONG = "W" * 300
FLOOD = "a" + "\u0300\u0321\u0489" * 60
"""Marks that pile up above and below one letter, over several lines."""
SHOWN = [
    "<xq>",
    '"><xq onxq="1">',
    "' onxq='1' x='",
    "</script><xq>",
    "</textarea></title></style><xq>",
    "<!--<xq>",
    "<svg/onload=xq()>",
    "javascript:xq()",
    "{{ xq }}{% xq %}{# xq #}",
    "${xq}#{xq}<%= xq %>",
    "%(xq)s {xq} %s %n %",
    "';DROP TABLE xq;--",
    "`xq` $(xq) ; xq | xq && xq",
    "../../../../etc/passwd",
    "C:\\xq\\..\\con",
    "=1+1",
    "+1-1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1)",
    "＝1＋1",
    "\t=1+1",
    "\u202eevil\u202d text\u2066 isolated",
    "\u200b\u200b",
    "a\u200d\u200cb\u2060c\ufeffd\u00ad",
    "שלום עולם",
    "مرحبا بالعالم",
    "ﷺﷺﷺ",
    "ไม่มีช่องว่างในประโยคนี้เลยนะครับ",
    "漢字かな交じり文",
    "👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿🏳️‍🌈👍🏿",
    "Ｆｕｌｌ　ｗｉｄｔｈ",
    "İstanbul ıß ﬁ Ǆ",
    "e\u0301 é",
    "\u2028line\u2029paragraph\x85next",
    "a\r\nSet-Cookie: xq=1\r\n\r\n<xq>",
    "\x01\x02\x1b[31mred\x7f",
    "BEGIN:VEVENT\nDTSTART:20260101\\,;\\n",
    "null",
    "undefined",
    "True",
    "NaN",
    "__proto__",
    "\U0010ffff\ufffe\uffff",
    FLOOD,
    LONG,
    "W " * 60,
    "&lt;xq&gt; &amp; &#60;xq&#62;",
]
"""What may well be kept, and is shown as it is."""
UNKEPT = ["\x00", "a\x00b", "\ud800", "a\udfffb", "\udc80"]
"""What no database keeps, or no UTF-8 writes."""
NUMBERS = [
    *(
        "0",
        "-1",
        "1",
        "5",
        "100",
        "101",
        "1e3",
        "1e400",
        "-0",
        "0x10",
        "٣",
        "½",
        "1_000",
        " 7 ",
        "1.5",
        "12,5",
        "35 lb",
    ),
    *("inf", "-Infinity", "nan", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "9" * 5000),
    *("1" + "0" * 400, "0.00000000001", "500", "500.01", "1" * 30 + "." + "1" * 30),
]
MOMENTS = [
    *("2026-11-18", "0001-01-01", "9999-12-31", "2026-02-30", "2026-W47", "10000-01-01", "1970-01-01", "2026-11"),
    *("2026-11-18T12:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-11-18T12:00+99:99"),
    *("2026-03-29T02:30", "2026-10-25T02:30", "24:00", "23:59:60", "00:00", "18:00", "Europe/Berlin", "../UTC", "UTC"),
]
TEXTS = ["", " ", *SHOWN, *UNKEPT, *NUMBERS, *MOMENTS]

RAW = re.compile(r"<xq|(?<!\\)[\"'] ?onxq|<svg/onload")
"""Typed markup that came through as markup."""


def unescaped(answer, text):
    """What stands in a page as markup though somebody typed it: a list, empty if all is well."""
    return RAW.findall(text) if answer.get("Content-Type", "").startswith(("text/html", "image/svg")) else []
