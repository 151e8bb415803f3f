"""`/healthz`: the process lives, and how late its loop is."""

from webapp.health import watchdog


def test_it_says_that_the_process_lives(nobody):
    answer = nobody.get("/healthz")
    assert answer.status_code == 200
    assert answer.json == {"alive": True, "lag_ms": watchdog.lag_ms()}


def test_a_stall_is_remembered_for_a_minute(nobody, monkeypatch):
    monkeypatch.setattr(watchdog, "monotonic", lambda: 1000.0)
    watchdog._worst.clear()
    watchdog._note(1000, 0.25)
    assert nobody.get("/healthz").json["lag_ms"] == 250
    monkeypatch.setattr(watchdog, "monotonic", lambda: 1061.0)
    assert nobody.get("/healthz").json["lag_ms"] == 0
    watchdog._worst.clear()
