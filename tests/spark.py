"""Run the tests of `tests/cluster` on Apache Spark: `make spark`.

It starts a server of Spark Connect on 127.0.0.1 with two executors, runs the tests
there, kills an executor and then the server in the middle of a build, and stops it.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyspark

ROOT = Path(__file__).parent.parent
HOME = Path(pyspark.__file__).parent
SERVER = "org.apache.spark.sql.connect.service.SparkConnectServer"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def spark(folder: str) -> Iterator[tuple[str, subprocess.Popen]]:
    """Start Spark Connect; yield its URL and its process."""
    port = free_port()
    settings = {
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": port,
        "spark.sql.shuffle.partitions": 4,
        "spark.ui.enabled": "false",
        "spark.log.level": "ERROR",
    }
    command = [HOME / "bin" / "spark-submit", "--class", SERVER]
    command += ["--master", os.environ.get("SPARK_MASTER", "local-cluster[2,1,1024]")]
    command += ["--driver-memory", "2g"]
    for name, value in settings.items():
        command += ["--conf", f"{name}={value}"]
    env = {**os.environ, "SPARK_HOME": str(HOME), "SPARK_LOCAL_IP": "127.0.0.1"}
    with (
        Path(folder, "spark.log").open("w") as log,
        subprocess.Popen(
            command, cwd=folder, env=env, stdout=log, stderr=log
        ) as server,
    ):
        try:
            while True:
                if server.poll() is not None:
                    sys.exit(f"Spark has not started: see {log.name}")
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    time.sleep(1)
            yield f"sc://127.0.0.1:{port}", server
        finally:
            server.kill()


def build(url: str, out: str) -> subprocess.Popen:
    sample = ROOT / "data" / "sample.csv"
    command = [sys.executable, "-m", "ecograph", "build", sample, "--engine", url]
    command += ["--out", out, "--verbose"]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def killed_executor(url: str, server: subprocess.Popen, out: Path) -> None:
    """Kill an executor in the middle of a build: Spark starts another, or one line."""
    with build(url, str(out)) as made:
        for line in made.stdout:
            if "main.parents" in line and (found := executors(server)):
                os.kill(found[0], signal.SIGKILL)
        error = made.stderr.read()
    print("an executor is killed:", error or "another takes its place")
    assert made.returncode == 0 or error.count("\n") == 1, error
    assert (made.returncode == 0) == (out / "ecograph.duckdb").exists()


def executors(server: subprocess.Popen) -> list[int]:
    """Return the processes that Spark has started."""
    threads = Path(f"/proc/{server.pid}/task").glob("*/children")
    return [int(child) for thread in threads for child in thread.read_text().split()]


def killed_build(url: str, server: subprocess.Popen, out: Path) -> None:
    """Kill the server in the middle of a second build; say what remains."""
    first = build(url, str(out))
    first.communicate()
    before = sorted(path.name for path in (out / "parquet").iterdir())
    database = (out / "ecograph.duckdb").read_bytes()
    with build(url, str(out)) as second:
        for line in second.stdout:
            if "main.edges" in line:
                server.kill()
        error = second.stderr.read()
    print("the server is killed:", error, end="")
    assert "the engine was lost" in error, error
    assert error.count("\n") == 1, error
    assert sorted(path.name for path in (out / "parquet").iterdir()) == before
    assert (out / "ecograph.duckdb").read_bytes() == database
    print("and the earlier build is as it was")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, spark(folder) as (url, server):
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]
        command += ["tests/cluster", *sys.argv[1:]]
        env = {**os.environ, "ECOGRAPH_ENGINE": url, "DEEP": "1"}
        status = subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
        killed_executor(url, server, Path(folder, "without an executor"))
        killed_build(url, server, Path(folder, "out"))
    sys.exit(status)


main()
