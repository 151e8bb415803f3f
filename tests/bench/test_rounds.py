"""Medians, ratios and the order of the rounds."""

from bench.rounds import alternate


def test_the_sides_alternate_and_the_medians_count():
    order = []

    def side(name, values):
        def measure():
            order.append(name)
            return {"n": values.pop(0), "elapsed_s": 2.0}

        return measure

    figures = alternate(3, {"ours": side("ours", [10, 30, 20]), "peer": side("peer", [10, 10, 40])})
    figures.derive("per second", lambda counted: counted["n"] / counted["elapsed_s"])
    assert order == ["ours", "peer", "peer", "ours", "ours", "peer"]
    assert figures.median("per second", "ours") == 10
    assert figures.ratio("per second", "ours", "peer") == 2.0
    assert figures.medians()["peer"] == {"n": 10, "elapsed_s": 2.0, "per second": 5.0}
    assert "ours" in figures.table({"per second": "per second"})


def test_sides_are_held_against_each_other_round_by_round():
    waits = {"ours": [10.0, 30.0, 40.0], "peer": [10.0, 10.0, 20.0]}
    figures = alternate(3, {name: lambda left=left: {"ms": left.pop(0)} for name, left in waits.items()})
    assert figures.median_of_ratios("ms", "ours", "peer") == 2.0
