"""Requests that reach the server at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections
from django.test import Client


def post_twice(client, address, fields, taps=2):
    """The statuses and Locations of identical posts of one browser at once, the lower status first."""
    gate = Barrier(taps)

    def post(_):
        browser = Client(raise_request_exception=False)
        browser.cookies.update(client.cookies)
        gate.wait()
        try:
            answer = browser.post(address, fields)
            return answer.status_code, answer.headers.get("Location")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(taps) as pool:
        return sorted(pool.map(post, range(taps)), key=str)
