"""Everything that a change must pass, what fails fastest first; `bin/test` runs it in the right environment."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from time import monotonic
from typing import IO

BIN = Path(sys.executable).parent
LINTS = {
    "lint": [BIN / "ruff", "check", "--quiet", "."],
    "format": [BIN / "ruff", "format", "--check", "--quiet", "."],
    "templates": [BIN / "djlint", "--lint", "--quiet", "templates"],
    "catalogues": [sys.executable, "bin/catalogues.py", "--check"],
    "types": [BIN / "mypy"],
}
DATABASES = ("sqlite", "postgres")
# Three runs that take about as long as each other.
EVERYTHING = [("sqlite", ["tests/browser"]), ("sqlite", ["--ignore=tests/browser"]), ("postgres", [])]
CLOSING = re.compile(r"\d (passed|failed|errors?|deselected).* in [\d.]+s")
NO_TESTS = 5  # pytest's word for "nothing was collected"


def main(arguments: list[str]) -> int:
    """Run it all and close with one line that adds up all runs of pytest."""
    began = monotonic()
    os.environ["CHROMIUM"] = chromium()
    everything = "--all" in arguments
    chosen = [argument for argument in arguments if argument != "--all"]
    complaints = [] if chosen else [name for name, command in LINTS.items() if not passes(name, command)]
    if not everything:
        print("The fault and load tests (marked slow) are left to bin/test --all.", flush=True)
    options = [] if everything else ["-m", "not slow"]
    runs = suites(options, chosen)
    counts = sum((counted for _, counted in runs), Counter())
    green = not complaints and all(code in (0, NO_TESTS) for code, _ in runs) and counts["passed"] > 0
    if not green and not (counts["failed"] or counts["error"]):
        counts["error"] += 1  # a linter, or a run that did not get as far as its tests
    print(closing_line(counts, monotonic() - began))
    return 0 if green else 1


def chromium() -> str:
    """Where Chromium is; it is installed if it is nowhere."""
    if found := installed_chromium():
        return found
    print("Installing Chromium for the browser tests …", flush=True)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False, stdout=subprocess.DEVNULL)
    else:
        subprocess.run([BIN / "playwright", "install", "chromium"], check=False)
    return installed_chromium() or sys.exit("There is no Chromium here, and none could be installed.")


def installed_chromium() -> str | None:
    """The system's Chromium, else the one that Playwright keeps."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if found := shutil.which(name):
            return found
    ask = "from playwright.sync_api import sync_playwright as p\nwith p() as x: print(x.chromium.executable_path)"
    path = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False).stdout.strip()
    return path if path and Path(path).is_file() else None


def passes(name: str, command: list[str | Path]) -> bool:
    """Run one check; it is heard only when it complains."""
    began = monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name} ({monotonic() - began:.1f} s)", flush=True)
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


def suites(options: list[str], chosen: list[str]) -> list[tuple[int, Counter[str]]]:
    """Run pytest on both databases at the same time; one run is shown as it goes, the others after it.

    Tests wait half of their time, for browsers, servers and clocks: two cores have room for three runs.
    """
    parts = [(database, chosen) for database in DATABASES] if chosen else EVERYTHING
    with ExitStack() as stack:
        outs = [subprocess.PIPE, *(stack.enter_context(TemporaryFile("w+")) for _ in parts[1:])]
        runs = [start(database, [*options, *which], out) for (database, which), out in zip(parts, outs, strict=True)]
        outs[0] = runs[0].stdout
        return [told(part, run, out) for part, run, out in zip(parts, runs, outs, strict=True)]


def start(database: str, options: list[str], out: IO[str] | int) -> subprocess.Popen[str]:
    """Start pytest on one database; what touches no database, and how pages look, runs once, with the first."""
    again = ["--only-with-database"] if database != DATABASES[0] else []
    command = [sys.executable, "-u", "-m", "pytest", "--database", database, *again, *options]
    return subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, text=True)


def told(part: tuple[str, list[str]], run: subprocess.Popen[str], out: IO[str]) -> tuple[int, Counter[str]]:
    """Show what a run says, from its pipe as it comes or from its file at the end; its exit code, and its counts."""
    print(f"\nTests on {part[0]}: {' '.join(part[1]) or 'all'}", flush=True)
    if out is not run.stdout:
        run.wait()
        out.seek(0)
    closing = shown(out)
    return run.wait(), outcomes(closing)


def shown(out: IO[str]) -> str:
    """Print what comes, dot by dot, and give pytest's closing line."""
    said = ""
    while letter := out.read(1):
        print(letter, end="", flush=True)
        said += letter
    return next((line for line in reversed(said.splitlines()) if CLOSING.search(line)), "")


def outcomes(line: str) -> Counter[str]:
    """What pytest's closing line counts: "3 failed, 40 passed in 7.02s"."""
    counts = re.findall(r"(\d+) (passed|failed|errors?|skipped|deselected|xfailed|xpassed|warnings?)\b", line)
    return Counter({word.removesuffix("s") if word != "passed" else word: int(n) for n, word in counts})


def closing_line(counts: Counter[str], seconds: float) -> str:
    """One line in pytest's own form."""
    words = ("failed", "passed", "skipped", "deselected", "xfailed", "xpassed", "warning", "error")
    said = ", ".join(f"{counts[word]} {word}{plural(word, counts[word])}" for word in words if counts[word])
    return f"{said or 'no tests ran'} in {seconds:.2f}s"


def plural(word: str, n: int) -> str:
    """pytest counts "1 error" and "2 errors", but "2 failed"."""
    return "s" if word in ("warning", "error") and n != 1 else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
