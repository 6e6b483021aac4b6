"""What `start` knows about the machine it runs on."""

import re
import socket

import pytest
from django.core.management.base import CommandError

from glutes import network


@pytest.mark.parametrize(
    ("host", "port", "sentence"),
    [
        ("127.0.0.1", 0, "A port is a number from 1 to 65535."),
        ("127.0.0.1", 65536, "A port is a number from 1 to 65535."),
        ("203.0.113.9", 8000, "This machine cannot listen on 203.0.113.9: choose another address with --host."),
        ("no such name", 8000, "This machine cannot listen on no such name: choose another address with --host."),
    ],
)
def test_an_address_that_cannot_be_had_is_one_sentence(host, port, sentence):
    with pytest.raises(CommandError, match=f"^{re.escape(sentence)}$"):
        network.bound_socket(host, port)


def test_a_port_below_1024_may_need_more_rights():
    refused = network.refusal(PermissionError(13, "Permission denied"), "127.0.0.1", 80)
    assert refused == "Port 80 needs more rights than yours: choose one above 1023 with --port."


@pytest.mark.parametrize(
    ("host", "names"),
    [
        ("127.0.0.1", []),
        ("localhost", []),
        ("::1", []),
        ("0.0.0.0", ["board", "board.local", "0.0.0.0", "192.168.1.7", "10.8.0.2"]),
        ("::", ["board", "board.local", "[::]", "192.168.1.7", "10.8.0.2"]),
    ],
)
def test_beyond_loopback_the_machines_own_names_are_accepted(monkeypatch, host, names):
    monkeypatch.setattr(socket, "gethostname", lambda: "board")
    monkeypatch.setattr(network, "own_addresses", lambda: ["192.168.1.7", "10.8.0.2"])
    assert network.own_names(host) == names


@pytest.mark.parametrize(
    ("host", "addresses", "line"),
    [
        ("127.0.0.1", ["192.168.1.7"], "Glutes is running: http://127.0.0.1:80 (Ctrl-C stops it)."),
        ("::1", ["192.168.1.7"], "Glutes is running: http://[::1]:80 (Ctrl-C stops it)."),
        ("0.0.0.0", [], "Glutes is running: http://0.0.0.0:80 (Ctrl-C stops it)."),
        (
            "0.0.0.0",
            ["192.168.1.7", "10.8.0.2"],
            "Glutes is running: http://127.0.0.1:80 here, http://192.168.1.7:80 in your network (Ctrl-C stops it).",
        ),
    ],
)
def test_the_line_names_the_address_to_open(monkeypatch, host, addresses, line):
    monkeypatch.setattr(network, "own_addresses", lambda: addresses)
    assert network.welcome(host, 80) == line


def test_own_addresses_can_be_reached_from_outside():
    assert not any(network.is_loopback(address) for address in network.own_addresses())
