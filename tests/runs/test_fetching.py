"""What is fetched from an address that somebody typed, and what never is."""

import socket
import threading
import time

import pytest

from glutes.runs import fetching
from glutes.runs.fetching import FetchError, fetch, is_public
from tests.runs.site import Site


@pytest.fixture
def site(site, settings):
    """As on the internet: nothing private is asked."""
    settings.PRIVATE_ADDRESSES = False
    return site


@pytest.fixture
def at_home(settings, site):
    settings.PRIVATE_ADDRESSES = True


PRIVATE = """
127.0.0.1 127.8.8.8 0.0.0.0 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 224.0.0.1 255.255.255.255
192.0.2.1 198.18.0.1 ::1 :: fe80::1 fe80::1%eth0 fc00::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1
2002:7f00:1:: 2001:db8::1 ::127.0.0.1 ::ffff:0:127.0.0.1 fec0::1 64:ff9b:1::7f00:1 5f00::1
"""


@pytest.mark.parametrize("ip", PRIVATE.split())
def test_a_private_address_is_not_public_in_whatever_disguise(ip):
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["8.8.8.8", "2a00:1450:4001::1", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_a_public_address_is_public(ip):
    assert is_public(ip)


def test_a_private_site_is_not_asked(site):
    site.pages["/a"] = (200, {}, b"secret")
    for address in (
        site.address,
        f"http://localhost:{site.server_port}",
        f"http://[::ffff:127.0.0.1]:{site.server_port}",
    ):
        with pytest.raises(FetchError, match="private network"):
            fetch(f"{address}/a")
    assert site.seen == []


def test_a_private_site_is_asked_where_the_settings_allow_it(site, at_home):
    site.pages["/a?b=1"] = (200, {}, b"calendar")
    assert fetch(f"{site.address}/a?b=1") == b"calendar"
    ((_, headers),) = site.seen
    assert {name.lower(): value for name, value in headers.items()} == {
        "host": f"127.0.0.1:{site.server_port}",
        "user-agent": "Glutes",
        "connection": "close",
        "accept-encoding": "identity",
    }


def test_what_was_checked_is_what_is_connected_to(site, monkeypatch):
    """A name that is public when it is checked and private when it is connected to leads nowhere."""
    answers = iter(["93.184.216.34", "127.0.0.1"])
    tried = []

    def lookup(host, port, **kwargs):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    def connect(address, *args):
        tried.append(address)
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(FetchError):
        fetch(f"http://two-faced.example:{site.server_port}/a")
    assert tried == [("93.184.216.34", site.server_port)]


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch):
    found = [(0, 0, 0, "", (ip, 80)) for ip in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)
    with pytest.raises(FetchError, match="private network"):
        fetch("http://mixed.example/a")


def test_a_redirect_is_checked_like_the_first_address(site, monkeypatch):
    site.pages["/a"] = (302, {"Location": "http://10.1.2.3/b"}, b"")
    monkeypatch.setattr(fetching, "is_public", lambda ip: ip == "127.0.0.1")
    with pytest.raises(FetchError, match="private network"):
        fetch(f"{site.address}/a")


def test_redirects_are_followed_a_few_times(site, at_home):
    for n in range(5):
        site.pages[f"/{n}"] = (301, {"Location": f"/{n + 1}"}, b"")
    site.pages["/5"] = (200, {}, b"here")
    assert fetch(f"{site.address}/2") == b"here"
    with pytest.raises(FetchError, match="from one address to the next"):
        fetch(f"{site.address}/1")


def test_a_key_goes_to_its_own_site_alone(site, at_home):
    with Site() as other:
        threading.Thread(target=other.serve_forever, args=(0.01,), daemon=True).start()
        other.pages["/b"] = (200, {}, b"[]")
        site.pages["/a"] = (302, {"Location": f"{other.address}/b"}, b"")
        fetch(f"{site.address}/a", {"Authorization": "Basic secret"})
        other.shutdown()
    assert site.seen[0][1]["Authorization"] == "Basic secret"
    assert "Authorization" not in other.seen[0][1]


def test_too_much_is_not_read(site, at_home, monkeypatch):
    monkeypatch.setattr(fetching, "MOST_BYTES", 1_000_000)
    site.pages["/a"] = (200, {}, [b"x" * 100_000] * 30)
    with pytest.raises(FetchError, match="too much"):
        fetch(f"{site.address}/a")


def test_an_answer_that_drips_is_cut_off(site, at_home, monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS", 0.6)

    dripped = []

    def drip():
        for drop in range(200):
            time.sleep(0.05)
            dripped.append(drop)
            yield b"x"

    site.pages["/a"] = (200, {}, drip())
    with pytest.raises(FetchError, match="too long"):
        fetch(f"{site.address}/a")
    assert len(dripped) < 200


def test_a_name_that_is_looked_up_for_ever_is_given_up(monkeypatch):
    over = threading.Event()
    monkeypatch.setattr(fetching, "SECONDS", 0.4)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: over.wait(60) and [])
    with pytest.raises(FetchError, match="too long to find"):
        fetch("http://slow.example/a")
    over.set()


def test_redirects_share_one_time_limit(monkeypatch):
    ends = []
    monkeypatch.setattr(fetching, "ask", lambda address, headers, body, end: ends.append(end) or (302, f"{address}/a"))
    with pytest.raises(FetchError, match="from one address to the next"):
        fetch("http://example.org")
    assert (len(ends), len(set(ends))) == (4, 1)


@pytest.mark.parametrize(("status", "said"), [(404, "404, not found"), (500, "500"), (204, "204")])
def test_what_is_no_answer_is_said_in_words(site, at_home, status, said):
    site.pages["/a"] = (status, {}, b"")
    with pytest.raises(FetchError, match=said):
        fetch(f"{site.address}/a")


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://example.org/a",
        "gopher://example.org",
        "example.org",
        "http://",
        "http://[",
        "http://me:secret@example.org/",
        "http://example.org:99999/",
        "javascript:alert(1)",
        "",
        "http://a\r\nb/",
        "http://" + "a" * 300,
    ],
)
def test_other_addresses_are_refused(address):
    with pytest.raises(FetchError):
        fetch(address)


def test_that_nobody_answers_is_said_in_words(settings):
    settings.PRIVATE_ADDRESSES = True
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with pytest.raises(FetchError, match="does not answer"):
            fetch(f"http://127.0.0.1:{unused.getsockname()[1]}/")
