"""The names and addresses of this machine, and whether a port is free; for `manage.py start`."""

import errno
import ipaddress
import socket
from contextlib import ExitStack, closing
from http.client import HTTPConnection, HTTPException

import ifaddr
from django.core.management.base import CommandError


def is_loopback(host):
    """Whether the host (a name or an address) can be reached from this machine only."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def own_addresses():
    """The IPv4 addresses (text) at which others may reach this machine; the one that packets leave from is first."""
    found = {own.ip for adapter in ifaddr.get_adapters() for own in adapter.ips if own.is_IPv4}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # Sends nothing, but chooses the address to send from.
            usual = probe.getsockname()[0]
        except OSError:
            usual = None
    return sorted((address for address in found if not is_loopback(address)), key=lambda each: (each != usual, each))


def own_names(host):
    """The names and addresses by which browsers may reach a site that listens on `host`, to add to ALLOWED_HOSTS."""
    if is_loopback(host):
        return []
    name = socket.gethostname()
    return [name, f"{name}.local", f"[{host}]" if ":" in host else host, *own_addresses()]


def bound_socket(host, port):
    """A socket that is bound to the port and does not listen yet. Raises CommandError if the port cannot be used."""
    if not 0 < port < 65536:
        raise CommandError("A port is a number from 1 to 65535.")
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with ExitStack() as otherwise:
            bound = otherwise.enter_context(socket.socket(family, kind))
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.bind(address)
            otherwise.pop_all()
    except OSError as error:
        raise CommandError(refusal(error, host, port)) from error
    return bound


def answers(address, port):
    """Whether an HTTP server answers there, even with an error."""
    connection = HTTPConnection(address, port, timeout=1)
    with closing(connection):
        try:
            connection.request("HEAD", "/healthz/", headers={"Host": "localhost"})
            connection.getresponse()
        except (OSError, HTTPException):
            return False
    return True


def refusal(error, host, port):
    """A sentence: why the port cannot be used, and what to do."""
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use: stop what uses it, or choose another with --port."
    if error.errno == errno.EACCES:
        return f"Port {port} needs more rights than yours: choose one above 1023 with --port."
    return f"This machine cannot listen on {host}: choose another address with --host."


def welcome(host, port, path=""):
    """The one line that `start` prints; `path` is where a proxy serves the site."""
    here = f"http://127.0.0.1:{port}{path}"
    addresses = own_addresses()
    if host in ("0.0.0.0", "::") and addresses:  # noqa: S104 (the user asked for it)
        return f"Glutes is running: {here} here, http://{addresses[0]}:{port}{path} in your network (Ctrl-C stops it)."
    return f"Glutes is running: http://{f'[{host}]' if ':' in host else host}:{port}{path} (Ctrl-C stops it)."
