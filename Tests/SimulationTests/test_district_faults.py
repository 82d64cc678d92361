"""The whole demonstration while processes are killed: the same figures at the end.

Drives deploy/demo.sh from outside. XINLIAN_SEED repeats a run.
"""

import json
import os
import pathlib
import random
import re
import signal
import socket
import subprocess
import time

import psycopg

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXPECTED = {"received": 5533, "scored": 5068, "incomplete": 465, "phq9_10_or_more": 459, "item9_positive": 191}
HUB_KILLS, STATION_KILLS, DATABASE_RESTARTS = 5, 2, 1


def free_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]


def wait_until(condition, seconds, what):
    """Returns what the condition gives as soon as it is true."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError(f"timed out: {what}")


class District:
    def __init__(self, folder, pace):
        self.port = free_port()
        self.log = open(folder / "demo.log", "w+")
        self.process = subprocess.Popen(
            ["deploy/demo.sh", "--no-build", "--once", "--port", str(self.port), "--state", str(folder / "state"), "--pace", str(pace)],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.folder = folder / "state"

    @property
    def state(self):
        return next(self.folder.glob("*/stations")).parent

    def stored(self):
        """How many facts of stations the hub holds; none while the database can't say."""
        if not list(self.folder.glob("*/hub.env")):
            return 0
        try:
            with psycopg.connect(environment(self.state)["XINLIAN_DATABASE_URL"], connect_timeout=20) as database:
                return database.execute(
                    "SELECT coalesce(sum(accepted_through), 0) FROM watermark WHERE origin = 'station'").fetchone()[0]
        except psycopg.Error:
            return 0

    def wait_for_facts(self, least):
        def enough():
            assert self.process.poll() is None, "the demonstration ended before the faults did"
            return self.stored() >= least
        wait_until(enough, 300, f"{least} facts at the hub")

    def kill(self, pid_file):
        """SIGKILL, then waits until another process has taken the place."""
        pid = int(pid_file.read_text())
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: pid_file.exists() and int(pid_file.read_text() or 0) != pid, 60, f"{pid_file.name} again")

    def restart_database(self):
        """An immediate stop, as of a machine that loses power, and a start."""
        postmaster = int((self.state / "cluster/data/postmaster.pid").read_text().split()[0])
        os.kill(postmaster, signal.SIGQUIT)
        wait_until(lambda: not pathlib.Path(f"/proc/{postmaster}").exists(), 60, "the database to stop")
        subprocess.run([program("xinlian-hub"), "cluster", "start", str(self.state / "cluster")],
                       check=True, capture_output=True)

    def result(self):
        output, _ = self.process.communicate(timeout=900)
        self.log.flush()
        assert self.process.returncode == 0, pathlib.Path(self.log.name).read_text()[-2000:]
        return json.loads(output.strip().splitlines()[-1])


def environment(state):
    """What commands beside the demonstration need: its database and its keys."""
    settings = dict(re.findall(r"^(\w+)='(.*)'$", (state / "hub.env").read_text(), re.M))
    return dict(os.environ) | settings


def program(name):
    return str(ROOT / ".build/debug" / name)


def test_the_same_figures_whatever_is_killed(tmp_path):
    seed = int(os.environ.get("XINLIAN_SEED", random.SystemRandom().randrange(2**32)))
    print(f"XINLIAN_SEED={seed}")
    chance = random.Random(seed)
    # A private folder of pytest keeps other users out, and with them the unprivileged user of the database.
    for folder in [tmp_path, *tmp_path.parents][:3]:
        folder.chmod(0o755)
    district = District(tmp_path, pace=20)
    faults = ["hub"] * HUB_KILLS + ["station"] * STATION_KILLS + ["database"] * DATABASE_RESTARTS
    chance.shuffle(faults)
    for number, fault in enumerate(faults):
        district.wait_for_facts(500 + number * 1900 + chance.randrange(800))
        if fault == "hub":
            district.kill(district.state / "hub.pid")
        elif fault == "station":
            district.kill(chance.choice(sorted((district.state / "stations").glob("*.pid"))))
        else:
            district.restart_database()
    result = district.result()
    assert result["screening"] == EXPECTED
    assert result["facts"]["recorded"] == result["facts"]["stored"]
    assert result["facts"]["quarantined"] == 0
    verify(district.state)


def verify(state):
    """Every book's chain holds, every roll-up equals a recount, and the audit trail is whole."""
    for book in sorted(path.parent for path in state.glob("stations/*/station.env")):
        subprocess.run([program("xinlian-station"), "verify", "--book", str(book)], check=True, capture_output=True)
    hub = program("xinlian-hub")
    url = subprocess.run([hub, "cluster", "start", str(state / "cluster")], check=True, capture_output=True, text=True)
    try:
        settings = environment(state) | {"XINLIAN_DATABASE_URL": url.stdout.strip()}
        for command in (["rollups", "verify"], ["audit", "verify"]):
            verdict = subprocess.run([hub, *command], cwd=ROOT, env=settings, capture_output=True, text=True)
            assert verdict.returncode == 0, verdict.stdout[-2000:] + verdict.stderr[-2000:]
    finally:
        subprocess.run([hub, "cluster", "stop", str(state / "cluster")], check=True, capture_output=True)
