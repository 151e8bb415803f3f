"""The log tells what happened and to which ids, and nothing that people wrote."""

import json
import subprocess
import sys

from webapp.logs import only_allowed

CANARY = "kenari-7731"


def test_a_field_that_nobody_allowed_is_left_out(repository):
    lines = logged(
        repository,
        f'logging.getLogger("webapp.people").info("seat taken", extra={{"seq": 7, "title": "{CANARY}"}})',
        f'structlog.get_logger("webapp.people").info("seat taken", seq=8, title="{CANARY}")',
    )
    assert [(line["event"], line["level"], line["seq"]) for line in lines] == [
        ("seat taken", "info", 7),
        ("seat taken", "info", 8),
    ]
    assert CANARY not in json.dumps(lines)


def test_an_error_is_told_by_its_type_and_place_without_its_words(repository):
    (line,) = logged(
        repository,
        "try:",
        f'    raise ValueError("{CANARY}")',
        "except ValueError:",
        '    logging.getLogger("webapp.people").exception("something went wrong")',
    )
    assert line["event"] == "something went wrong"
    assert line["trace"].startswith("ValueError < <string>:")
    assert CANARY not in json.dumps(line)


def test_others_are_heard_when_something_is_wrong_and_not_before(repository):
    lines = logged(
        repository,
        'logging.getLogger("engineio").info("a packet")',
        'logging.getLogger("engineio").warning("a fault")',
    )
    assert [line["event"] for line in lines] == ["a fault"]


def test_only_allowed_fields_pass():
    assert only_allowed(None, "info", {"event": "x", "name": CANARY, "seq": 4}) == {"event": "x", "seq": 4}


def logged(repository, *script: str) -> list[dict]:
    """What a process of its own logs that runs these lines; within pytest others listen too."""
    begin = "import logging, structlog\nfrom webapp.logs import start_logging\nstart_logging('INFO', readable=False)\n"
    code = begin + "\n".join(script)
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=repository,
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": "."},
    )
    return [json.loads(line) for line in done.stderr.splitlines()]
