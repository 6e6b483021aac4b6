"""Fetches an address that a user typed: only http(s), only public IP addresses, with limits on size and time.

The name is looked up once, and the connection goes to the address that was checked, so that a second, different answer
of the name server is never used. Every redirect is checked the same way. No cookies or referrer are sent.
"""

import ipaddress
import queue
import socket
import ssl
import threading
import time
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

MOST_BYTES = 2_000_000
SECONDS = 10
"""For the whole fetch: names, redirects, content."""
REDIRECTS = 3
"""Ours: enough for a calendar with years of training."""
FOLLOWED = (301, 302, 303, 307, 308)
SAFE = "/%:=&?~#+!$,;'@()*[]"


class FetchError(Exception):
    """Why an address could not be fetched, in a sentence for the user who typed it."""


def fetch(address, headers=None, body=None):
    """The content of an address, as bytes; `headers` are sent to that host only. With a `body` it is a POST, and no
    redirect is followed. Raises FetchError."""
    address = to_http(address)
    home, end = parts(address)[:3], time.monotonic() + SECONDS
    for _ in range(REDIRECTS + 1):
        own = headers if parts(address)[:3] == home else None
        status, content = ask(address, own or {}, body, end)
        if status not in FOLLOWED:
            return content
        if body is not None:
            break
        if address.startswith("https:") and content.startswith("http:"):
            raise FetchError("It leads from https to an address without: use the one it leads to.")
        address = content
    raise FetchError("It leads from one address to the next.")


def to_http(address):
    """The address as http or https; calendars also write webcal for it."""
    address = address.strip()
    if address.lower().startswith("webcal:"):
        address = f"https:{address[7:]}"
    return address


def parts(address):
    """(scheme, host, port, path with query) of an address. Raises FetchError."""
    try:
        split = urlsplit(address)
        host, port = split.hostname, split.port
    except ValueError:
        raise FetchError("That is no address.") from None
    if split.scheme not in ("http", "https") or not host:
        raise FetchError("An address begins with https:// or http://.")
    if split.username or split.password:
        raise FetchError("Remove the name and the password from the address.")
    try:
        host = host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError:
        raise FetchError("That is no address.") from None
    target = quote(split.path or "/", safe=SAFE) + (f"?{quote(split.query, safe=SAFE)}" if split.query else "")
    return split.scheme, host, port or (443 if split.scheme == "https" else 80), target


def is_public(ip):
    """Whether an IP address (text) is public, also when it is an IPv4 address written as IPv6."""
    ip = ipaddress.ip_address(ip.partition("%")[0])
    inside = [getattr(ip, "ipv4_mapped", None), getattr(ip, "sixtofour", None)]
    if ip in ipaddress.ip_network("64:ff9b::/96"):
        inside.append(ipaddress.ip_address(int(ip) & 0xFFFFFFFF))
    inside += getattr(ip, "teredo", None) or ()
    real = [each for each in inside if each]
    return all(each.is_global and not each.is_multicast and is_given_out(each) for each in (real or [ip]))


GIVEN_OUT = ipaddress.ip_network("2000::/3")
"""The public IPv6 addresses (RFC 4291, IANA). Python also calls some others public that lead into private networks."""


def is_given_out(ip):
    """Whether it is an IPv4 address, or one of those IPv6 addresses that anybody on the internet may have."""
    return ip.version == 4 or ip in GIVEN_OUT


def resolved(host, port, end):
    """The addresses of a name, as text, by `end`. Raises FetchError.

    The system's look-up has no time limit, so a thread waits for it; a thread that is too late ends by itself.
    """
    answers = queue.SimpleQueue()

    def look():
        try:
            answers.put([each[4][0] for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)])
        except (OSError, ValueError):
            answers.put([])

    threading.Thread(target=look, daemon=True).start()
    try:
        found = answers.get(timeout=max(0, min(SECONDS / 2, end - time.monotonic())))
    except queue.Empty:
        raise FetchError("It takes too long to find the site of that name.") from None
    if not found:
        raise FetchError("There is no site of that name.")
    return found


def lookup(host, port, end):
    """An address to connect to, as text; every one that the name has must be public. Raises FetchError."""
    found = resolved(host, port, end)
    if not settings.PRIVATE_ADDRESSES and not all(map(is_public, found)):
        raise FetchError("That address is in a private network: nothing is fetched from there.")
    return found[0]


class CheckedConnection(HTTPConnection):
    """A connection to an address that was checked, for the host that was asked for."""

    def __init__(self, scheme, host, port, ip):
        self.default_port = 443 if scheme == "https" else 80
        super().__init__(host, port, timeout=SECONDS / 2)
        self.scheme, self.ip, self.was_cut, self.line = scheme, ip, False, None

    def connect(self):
        if self.was_cut:
            raise TimeoutError
        self.sock = socket.create_connection((self.ip, self.port), self.timeout)
        if self.scheme == "https":
            tls = ssl.create_default_context()
            self.sock = tls.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.line = self.sock
            self.sock.do_handshake()
        self.line = self.sock

    def cut(self):
        """Closes the socket, even while it is being read. (http.client clears `sock` when the answer begins.)"""
        self.was_cut = True
        if self.line:
            with suppress(OSError):
                self.line.shutdown(socket.SHUT_RDWR)


def ask(address, headers, body, end):
    """(status, content) of one request that is over by `end` (time.monotonic); of a redirect the content is the address
    it leads to. Raises FetchError."""
    scheme, host, port, target = parts(address)
    connection = CheckedConnection(scheme, host, port, lookup(host, port, end))
    over = threading.Timer(max(0, end - time.monotonic()), connection.cut)
    over.daemon = True
    over.start()
    try:
        with closing(connection):
            method, ours = "GET" if body is None else "POST", {"User-Agent": "Glutes", "Connection": "close"}
            connection.request(method, target, body, ours | headers)
            response = connection.getresponse()
            if response.status in FOLLOWED:
                return response.status, urljoin(address, response.headers.get("Location", ""))
            if response.status not in (200, 201):
                raise FetchError(f"It answers {response.status}{WORDS.get(response.status, '')}.")
            content = response.read(MOST_BYTES + 1)
    except (OSError, HTTPException, ValueError):
        raise FetchError("It takes too long." if connection.was_cut else "It does not answer.") from None
    finally:
        over.cancel()
    if len(content) > MOST_BYTES:
        raise FetchError(f"There is too much there: {MOST_BYTES // 1_000_000} MB at most.")
    if connection.was_cut or response.length:
        raise FetchError("It takes too long.")
    return response.status, content


WORDS = {401: ", not allowed", 403: ", not allowed", 404: ", not found", 410: ", gone", 429: ", asked too often"}
