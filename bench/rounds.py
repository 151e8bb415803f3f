"""Alternating rounds, medians of them, and a table that can be read."""

import sys
from collections.abc import Callable, Mapping
from statistics import median

Counted = dict[str, float]


class Void(Exception):
    """A run that says nothing; the sentence says why."""


class Figures:
    """What was counted for each side, round by round."""

    def __init__(self, names: list[str]) -> None:
        self.rounds: dict[str, list[Counted]] = {name: [] for name in names}

    def derive(self, name: str, compute: Callable[[Counted], float]) -> None:
        """Add a figure to every round."""
        for counted in (one for rounds in self.rounds.values() for one in rounds):
            counted[name] = compute(counted)

    def median(self, figure: str, side: str) -> float:
        """The median over the rounds."""
        return median(counted[figure] for counted in self.rounds[side])

    def ratio(self, figure: str, of: str, to: str) -> float:
        """The median of one side as a multiple of the other's."""
        return round(self.median(figure, of) / self.median(figure, to), 3)

    def median_of_ratios(self, figure: str, of: str, to: str) -> float:
        """The median of what one side is as a multiple of the other's in the same round."""
        pairs = zip(self.rounds[of], self.rounds[to], strict=True)
        return round(median(one[figure] / other[figure] for one, other in pairs), 3)

    def medians(self) -> dict[str, Counted]:
        """All medians, by side."""
        return {
            side: {key: round(self.median(key, side), 3) for key, value in rounds[0].items() if _is_number(value)}
            for side, rounds in self.rounds.items()
        }

    def table(self, columns: Mapping[str, str]) -> str:
        """One line for each side: medians, then the first column's rounds."""
        width = max(len(side) for side in self.rounds)
        leading = next(iter(columns))
        lines = [" " * width + "".join(f"{title:>16}" for title in columns.values()) + "   rounds"]
        for side, rounds in self.rounds.items():
            cells = "".join(f"{_shown(self.median(figure, side)):>16}" for figure in columns)
            lines.append(f"{side:<{width}}{cells}   " + " ".join(_shown(counted[leading]) for counted in rounds))
        return "\n".join(lines)


def alternate(rounds: int, sides: Mapping[str, Callable[[], Counted]]) -> Figures:
    """Measure each side once a round, every other round in the opposite order: what the machine does hits both."""
    figures = Figures(list(sides))
    for n in range(rounds):
        order = list(sides) if n % 2 == 0 else list(reversed(sides))
        for name in order:
            print(f"round {n + 1} of {rounds}: {name} …", file=sys.stderr, flush=True)
            figures.rounds[name].append(sides[name]())
    return figures


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _shown(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}"
