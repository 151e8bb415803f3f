"""`quickwins` run to its end within the tests' own process, since each start of Python costs seconds.

What a server does, and what comes out of a real console script, the tests of `ground` try with real processes.
"""

import os
from dataclasses import dataclass

import pytest

from webapp.cli import main

KEPT = ("PATH", "HOME", "LANG", "VIRTUAL_ENV", "PYTHONPATH")


@dataclass
class Done:
    """What a shell would see of a command that ended."""

    returncode: int
    stdout: str
    stderr: str


class Commands:
    """Call it with arguments, and with settings of the environment."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch = monkeypatch
        self.capsys = capsys

    def __call__(self, *arguments: str, **settings: str) -> Done:
        self.capsys.readouterr()
        with self.monkeypatch.context() as within, pytest.raises(SystemExit) as end:
            within.setattr(os, "environ", environment(settings))
            main(list(arguments))
        said = self.capsys.readouterr()
        complaint = end.value.code if isinstance(end.value.code, str) else ""
        code = 1 if complaint else int(end.value.code or 0)
        return Done(code, said.out, said.err + (f"{complaint}\n" if complaint else ""))


def environment(settings: dict[str, str]) -> dict[str, str]:
    """Only what a program needs to start, and the settings: what the tests' own environment says counts for nothing."""
    return {name: os.environ[name] for name in KEPT if name in os.environ} | settings
