"""What bin/test and bin/bars add up and write down."""

import importlib.util
from collections import Counter

import pytest


@pytest.fixture
def load(repository):
    def load_program(name):
        spec = importlib.util.spec_from_file_location(name, repository / "bin" / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load_program


def test_both_runs_of_pytest_add_up_to_one_closing_line_in_its_own_form(load):
    checks = load("checks")
    first = checks.outcomes("2 failed, 510 passed, 4 deselected, 1 warning in 61.20s (0:01:01)")
    second = checks.outcomes("300 passed, 214 deselected, 2 errors in 9.00s")
    assert checks.closing_line(first + second, 70.2) == (
        "2 failed, 810 passed, 218 deselected, 1 warning, 2 errors in 70.20s"
    )
    assert checks.closing_line(Counter(), 1) == "no tests ran in 1.00s"


def test_the_median_of_three_runs_is_held_against_the_limit(load):
    bars = load("bars")
    runs = [bars.figures_in(f"warm\nfigure: joined, p95: {value} s, at most 20\n") for value in (12, 31.5, 14)]
    (joined,) = bars.medians_of(runs)
    assert (joined.value, joined.is_met) == (14, True)
    assert not joined._replace(value=20.1).is_met
    (ratio,) = bars.figures_in("figure: votes against a no-op: 0.19, at least 0.2")
    assert not ratio.is_met


def test_a_bar_replaces_its_own_block_and_no_other(load, tmp_path):
    bars = load("bars")
    bars.PAGE = tmp_path / "bars.md"
    for number, text in (("2", "## two"), ("1", "## one"), ("2", "## two, again")):
        bars.replace_block(number, text)
    page = bars.PAGE.read_text()
    assert page.index("## one") < page.index("## two, again")
    assert page.count("<!-- bar 2 -->") == 1
