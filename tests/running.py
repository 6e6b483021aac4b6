"""Run manage.py as a user does: a command to its end, or a site that goes on."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).parent.parent
TOKEN = "t" * 32
"""A CSRF token: the cookie and the form must agree, no more."""


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """Hands a redirect back as the answer it is."""

    def redirect_request(self, *arguments):
        return None


NO_REDIRECTS = urllib.request.build_opener(NoRedirects)
MANAGE = [sys.executable, str(ROOT / "manage.py")]


def make_environment(**own):
    """The environment of a user who has set nothing else."""
    ours = ("GLUTES_", "DATABASE_", "DJANGO_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)} | own


def make_port():
    """A port that nobody listens on."""
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        return probe.getsockname()[1]


def listens(port):
    """Whether somebody listens on this port."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def children(number):
    """The numbers of the processes that the process of this number has begun."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(number)], capture_output=True, text=True)
    return [int(child) for child in found.stdout.split()]


def await_free(port):
    """The port, once nobody listens on it any more."""
    end = time.monotonic() + 30
    while listens(port):
        assert time.monotonic() < end, f"Port {port} is still in use."
        time.sleep(0.05)
    return port


def manage(*arguments, **environment):
    """Run a command to its end; return its exit code, output and errors."""
    command = [*MANAGE, *map(str, arguments)]
    done = subprocess.run(command, env=make_environment(**environment), capture_output=True, text=True, timeout=300)
    return done.returncode, done.stdout.strip(), done.stderr.strip()


class Site:
    """A started site: its data folder, its address, the line it printed. `root` is where its program is."""

    def __init__(self, data, *options, port=None, root=ROOT, **environment):
        self.data, self.port = data, port or make_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = subprocess.Popen(
            [sys.executable, root / "manage.py", "start", f"--port={self.port}", f"--data={data}", *options],
            env=make_environment(**environment),
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.line = self.process.stdout.readline().strip()
        assert self.line, self.process.communicate()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        if self.process.poll() is None:
            self.stop()

    def get(self, path="/", **headers):
        """Ask for a page; return its status and headers."""
        answer = self.open(path, headers=headers)
        return answer.status, answer.headers

    def post(self, path, typed=(), **headers):
        """Send a form as a page of the site does; return the answer, be it an error or a redirect."""
        headers = {"Origin": self.url, "Cookie": f"csrftoken={TOKEN}"} | headers
        typed = urllib.parse.urlencode({"csrfmiddlewaretoken": TOKEN, **dict(typed)}).encode()
        return self.open(path, data=typed, headers=headers)

    def open(self, path, **asked):
        """Ask for something; return the answer, be it an error or a redirect."""
        try:
            with NO_REDIRECTS.open(urllib.request.Request(self.url + path, **asked), timeout=30) as answer:
                answer.text = answer.read().decode(errors="replace")
                return answer
        except urllib.error.HTTPError as error:
            with error:
                error.text = error.read().decode(errors="replace")
            return error

    def workers(self):
        """The numbers of the processes that answer."""
        return children(self.process.pid)

    def stop(self, how=signal.SIGINT):
        """Stop it; return its exit code and whatever it said after its first line."""
        self.process.send_signal(how)
        said, errors = self.process.communicate(timeout=60)
        return self.process.returncode, said, errors

    def kill(self):
        """End it at once, its workers too, whatever they are at."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()
