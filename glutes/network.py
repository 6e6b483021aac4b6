"""What this machine is called and where it can be reached; for `start`."""

import errno
import fcntl
import ipaddress
import socket
import struct
import sys

from django.core.management.base import CommandError

SIOCGIFADDR = 0x8915 if sys.platform == "linux" else 0xC0206921


def is_loopback(host):
    """Whether only this machine can reach the host."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def own_addresses():
    """The IPv4 addresses of this machine that others may reach, the usual one first."""
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            try:
                answer = fcntl.ioctl(probe, SIOCGIFADDR, struct.pack("256s", name.encode()))
            except OSError:
                continue  # An interface without an address.
            found.append(socket.inet_ntoa(answer[20:24]))
        try:
            probe.connect(("192.0.2.1", 9))  # Sends nothing: it asks which address a packet would leave from.
            usual = probe.getsockname()[0]
        except OSError:
            usual = None
    return sorted({address for address in found if not is_loopback(address)}, key=lambda each: each != usual)


def own_names(host):
    """The names under which a browser may ask for a site that listens on `host`, as ALLOWED_HOSTS wants them."""
    if is_loopback(host):
        return []
    name = socket.gethostname()
    return [f"[{host}]" if ":" in host else host, name, f"{name}.local", *own_addresses()]


def free_address(host, port):
    """The numeric address of `host`; raises CommandError, in one sentence, if the port cannot be had there."""
    if not 0 < port < 65536:
        raise CommandError("A port is a number from 1 to 65535.")
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise CommandError(refusal(error, host, port)) from error
    return address[0]


def answers(address, port):
    """Whether somebody listens there."""
    try:
        socket.create_connection((address, port), timeout=1).close()
    except OSError:
        return False
    return True


def refusal(error, host, port):
    """Why a port cannot be had, and what to do."""
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use: stop what uses it, or choose another with --port."
    if error.errno == errno.EACCES:
        return f"Port {port} needs more rights than yours: choose one above 1023 with --port."
    return f"This machine cannot listen on {host}: choose another address with --host."


def welcome(host, port):
    """The one line that `start` prints."""
    here = f"http://127.0.0.1:{port}"
    addresses = own_addresses()
    if host in ("0.0.0.0", "::") and addresses:  # noqa: S104 (the user asked for it)
        return f"Glutes is running: {here} here, http://{addresses[0]}:{port} in your network (Ctrl-C stops it)."
    return f"Glutes is running: http://{f'[{host}]' if ':' in host else host}:{port} (Ctrl-C stops it)."
