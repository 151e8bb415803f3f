"""Runs one bar, and writes what came out into docs/bars.md in place of what stood there.

bin/bars 1        run bench/bars/bar_1.py (or a program bench/bars/bar_1)
bin/bars          say which bars there are

A bar prints whatever it likes and ends with 0 when it is met. A line of the form

    figure: fresh clone to a served room: 14.2 s, at most 120

is a measurement in absolute units: a bar that prints one is run three times (RUN is 1, 2, 3 in its environment), and
the median of each figure is held against its limit.
"""

import os
import platform
import re
import shlex
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "bars.md"
SCRIPTS = ROOT / "bench" / "bars"
TITLES = {
    "1": "A fresh clone serves a room, its tests are green, and the wheel serves the demo",
    "2": "From the click to the last robot's frame",
    "3": "Votes a second",
    "4": "Fan-out beside Node's Socket.IO",
    "5": "Canary, matrix, and the promises P1, P3, P4, P14, P15 on both databases",
    "6": "Accessible, narrow, by keyboard, and light",
    "7": "120 people join through one slow link",
    "8": "Three browsers play from the lobby to the reveal",
    "9": "Many hands in one card, beside Hocuspocus",
    "10": "Shared texts lose no character and never diverge, on both databases",
    "11": "Thirty of 120 people type while the room goes on",
    "12": "The editor's code on the wire",
    "13": "Opening a card with 10,000 updates in its log",
    "14": "Complaints of two cities, from the file to the card",
    "15": "10,000 complaints come in while a room votes",
    "16": "Bad pictures and bad complaint files",
    "17": "Two people change one choice",
    "18": "What is taken along reads back as it was",
    "19": "Nothing leaks, every page is accessible and in both languages, migrations carry data",
    "20": "Every page and state beside each other, as pictures",
}
FIGURE = re.compile(
    r"^figure: (?P<what>.+): (?P<value>[\d.]+) ?(?P<unit>\S*), at (?P<side>most|least) (?P<limit>[\d.]+)$"
)
LONGEST_OUTPUT = 120  # lines; of a longer one the end is kept


class Figure(NamedTuple):
    """One measurement with its limit."""

    what: str
    value: float
    unit: str
    side: str
    limit: float

    @property
    def is_met(self) -> bool:
        return self.value <= self.limit if self.side == "most" else self.value >= self.limit

    def __str__(self) -> str:
        return f"{self.what}: {self.value:g} {self.unit}, at {self.side} {self.limit:g}"


def main(arguments: list[str]) -> int:
    """Run the bar, write its block, and say whether it is met."""
    if not arguments or arguments[0] not in TITLES:
        print("\n".join(f"{n}  {title}{'' if script(n) else '  (not there yet)'}" for n, title in TITLES.items()))
        return 0 if not arguments else 1
    number, *options = arguments
    command = script(number)
    if command is None:
        sys.exit(f"There is no bench/bars/bar_{number} yet.")
    before = surroundings()
    runs = [run([*command, *options], 1)]
    if figures_in(runs[0][1]):
        runs += [run([*command, *options], n) for n in (2, 3)]
    medians = medians_of([figures_in(output) for _, output in runs])
    met = all(code == 0 for code, _ in runs) and all(figure.is_met for figure in medians)
    replace_block(number, block(number, options, before, runs, medians, met))
    print(f"Bar {number} is {'met' if met else 'MISSED'}.")
    return 0 if met else 1


def script(number: str) -> list[str] | None:
    """How the bar's program is started, if there is one."""
    plain, python = SCRIPTS / f"bar_{number}", SCRIPTS / f"bar_{number}.py"
    if python.is_file():
        return [sys.executable, str(python)]
    return [str(plain)] if plain.is_file() else None


def run(command: list[str], turn: int) -> tuple[int, str]:
    """Run it once, showing and keeping what it prints."""
    lines = []
    environment = os.environ | {"RUN": str(turn), "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            lines.append(line)
    return process.returncode, "".join(lines)


def figures_in(output: str) -> list[Figure]:
    """The measurements that the bar printed."""
    found = (FIGURE.match(line.strip()) for line in output.splitlines())
    return [Figure(m["what"], float(m["value"]), m["unit"], m["side"], float(m["limit"])) for m in found if m]


def medians_of(runs: list[list[Figure]]) -> list[Figure]:
    """Each figure of the first run with the median of its values."""
    values: dict[str, list[float]] = {}
    for figures in runs:
        for figure in figures:
            values.setdefault(figure.what, []).append(figure.value)
    return [figure._replace(value=median(values[figure.what])) for figure in runs[0]]


def surroundings() -> dict[str, str]:
    """The machine, and what it was busy with before."""
    cpu = re.search(r"model name\s*: (.+)", read("/proc/cpuinfo"))
    memory = re.search(r"MemTotal:\s*(\d+)", read("/proc/meminfo"))
    return {
        "Date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "Machine": f"{cpu[1] if cpu else platform.processor()}, {os.cpu_count()} cores, "
        f"{round(int(memory[1]) / 1024**2) if memory else '?'} GiB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}",
        "Load before": " ".join(f"{load:.2f}" for load in os.getloadavg()),
    }


def read(path: str) -> str:
    file = Path(path)
    return file.read_text() if file.is_file() else ""


def block(
    number: str,
    options: list[str],
    before: dict[str, str],
    runs: list[tuple[int, str]],
    medians: list[Figure],
    met: bool,
) -> str:
    """What is written about the run."""
    facts = {"Command": f"`{shlex.join(['bin/bars', number, *options])}`", **before}
    lines = [f"## {number}. {TITLES[number]}", "", f"**{'Met' if met else 'Missed'}.**", ""]
    lines += [f"- {name}: {value}" for name, value in facts.items()]
    lines += [f"- Median: {figure}{'' if figure.is_met else ' (missed)'}" for figure in medians]
    for turn, (_, output) in enumerate(runs, 1):
        kept = output.replace(str(ROOT), ".").splitlines()[-LONGEST_OUTPUT:]
        lines += ["", f"Run {turn}:" if len(runs) > 1 else "Output:", "", "```text", *kept, "```"]
    return "\n".join(lines)


def replace_block(number: str, text: str) -> None:
    """Put the block in the place of the bar's former one; blocks stand in the order of their numbers."""
    page = PAGE.read_text() if PAGE.is_file() else ""
    blocks = dict(re.findall(r"<!-- bar (\d+) -->\n(.*?)\n<!-- end of bar \1 -->", page, re.DOTALL)) | {number: text}
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(
        "# Bars\n\nWhat was measured, each by its own command; written by `bin/bars`.\n"
        + "".join(f"\n<!-- bar {n} -->\n{blocks[n]}\n<!-- end of bar {n} -->\n" for n in sorted(blocks, key=int))
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
