"""The report: first a sentence that answers whether the day can come, then the table behind it."""

from webapp.rehearsal.verdict import BUSIEST, Verdict, percentiles

BLINK_MS = 300.0
KIND_WIDTH = 26


def report(verdict: Verdict) -> str:
    """The whole report as text."""
    return "\n".join([*_answer(verdict), "", *_table(verdict), "", *_traffic(verdict), "", *_lost(verdict)])


def _answer(verdict: Verdict) -> list[str]:
    figures = percentiles(verdict.all_waits)
    changes = f"{figures['n']} changes in {verdict.seconds:.0f} seconds"
    who = f"{verdict.people} people, a desk" + (" and a screen" if verdict.screens > verdict.people + 1 else "")
    lines = [f"Rehearsed with {who}: {changes}."]
    if not figures["n"]:
        return [*lines, "Nothing could be done in this room; see below why."]
    quick = "within a blink" if figures["p95"] <= BLINK_MS else "slower than a blink"
    lines.append(
        f"Whatever somebody did was on everybody's screen {quick}: "
        f"half within {figures['p50']:.0f} ms, 95 of 100 within {figures['p95']:.0f} ms."
    )
    lines.append(
        "Nothing was lost." if not verdict.lost else f"{len(verdict.lost)} things were lost; they stand below."
    )
    if not verdict.is_valid:
        lines.append(
            f"INVALID: the robots themselves used {verdict.client_cpu:.0%} of a processor core (more than "
            f"{BUSIEST:.0%}), so the times are theirs. Use fewer people, a slower pace or another machine."
        )
    return lines


def _table(verdict: Verdict) -> list[str]:
    """From the click to the last screen, by kind of change."""
    lines = [f"{'From the click to the last screen (ms)':<{KIND_WIDTH + 12}}{'p50':>8}{'p95':>8}{'p99':>8}{'most':>8}"]
    rows = [*sorted(verdict.waits_ms.items()), ("all of them", verdict.all_waits)]
    for kind, waits in rows:
        if waits:
            figures = percentiles(waits)
            cells = "".join(f"{figures[name]:>8.0f}" for name in ("p50", "p95", "p99", "most"))
            lines.append(f"  {kind:<{KIND_WIDTH}}{figures['n']:>8} ×{cells}")
    return lines


def _traffic(verdict: Verdict) -> list[str]:
    join = percentiles(verdict.join_ms)
    lines = [
        f"Coming in took {join['p50']:.0f} ms in the middle and {join['most']:.0f} ms at most, ten at a time.",
        f"Each screen received {verdict.frames:.0f} frames, {verdict.frame_bytes / 1000:.0f} KB; "
        f"phones fetched {verdict.own_parts} parts of their own.",
        f"The robots used {verdict.client_cpu:.0%} of a processor core.",
        f"How often somebody knew a kind of complaint from the field: {verdict.known}."
        if verdict.known
        else "Nobody said to know a kind of complaint: the agenda has no such step, or nothing was brought in.",
    ]
    if verdict.catch_ups or verdict.came_back:
        lines.append(
            f"Frames were missed and fetched {verdict.catch_ups} times; lines came back {verdict.came_back} times."
        )
    if verdict.late:
        lines.append(f"{verdict.late} times nobody was free to act: the server was slower than the pace.")
    lines += [f"Refused {count} times: {what}" for what, count in verdict.refusals.items()]
    return lines


def _lost(verdict: Verdict) -> list[str]:
    if not verdict.lost:
        return ["Lost: nothing. Every change reached every screen, every ballot was counted, every page is as new."]
    return ["Lost:", *(f"  {what}" for what in verdict.lost)]
