"""A wire between a browser and a site that counts what goes over it: of pages, and of the service worker too."""

import re
import socket
import threading
from contextlib import suppress

REQUEST = re.compile(rb"^(?:GET|POST|HEAD) (\S+) HTTP/1\.1\r\n", re.MULTILINE)


class Wire:
    """Hands on what is sent to its own port. `asked`: the paths of the requests; `received`: bytes of the answers."""

    def __init__(self, port):
        self.to, self.asked, self.received = port, [], 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        with suppress(OSError):  # Closed.
            while True:
                browser, site = self.listener.accept()[0], socket.create_connection(("127.0.0.1", self.to))
                for ends in ((browser, site, self.count_requests), (site, browser, self.count_bytes)):
                    threading.Thread(target=hand_on, args=ends, daemon=True).start()

    def count_requests(self, sent):
        self.asked += [path.decode() for path in REQUEST.findall(sent)]

    def count_bytes(self, sent):
        self.received += len(sent)

    def take(self):
        """The requests and the bytes since this was asked last."""
        taken = self.asked, self.received
        self.asked, self.received = [], 0
        return taken

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.listener.close()


def hand_on(source, target, count):
    """Copy what comes from one end to the other, until one of them closes."""
    with suppress(OSError), source, target:
        while sent := source.recv(65536):
            count(sent)
            target.sendall(sent)
