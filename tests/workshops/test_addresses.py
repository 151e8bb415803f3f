"""The addresses on screens and in QR codes."""

import pytest

from webapp.workshops import addresses
from webapp.workshops.qr import qr_code


def test_a_set_public_address_is_used(app, monkeypatch):
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://rooms.example.org/")
    assert addresses.public_url() == "https://rooms.example.org"
    assert addresses.shown_address() == "rooms.example.org"
    assert addresses.is_reachable_by_phones()


def test_else_it_is_never_a_name_for_oneself_while_an_ip_is_known(app, monkeypatch):
    monkeypatch.setitem(app.config, "PUBLIC_URL", "")
    monkeypatch.setitem(app.config, "HOST", "0.0.0.0")
    host = addresses.shown_address().split(":")[0]
    assert host == (addresses.lan_address() or "127.0.0.1")
    assert not host.startswith("localhost")
    assert not host.endswith(".local")


def test_a_server_that_listens_to_itself_alone_says_so(app, monkeypatch):
    monkeypatch.setitem(app.config, "PUBLIC_URL", "")
    monkeypatch.setitem(app.config, "HOST", "127.0.0.1")
    monkeypatch.setitem(app.config, "PORT", 8123)
    assert addresses.public_url() == "http://127.0.0.1:8123"
    assert not addresses.is_reachable_by_phones()


@pytest.mark.parametrize(
    ("name", "password", "text"),
    [
        ("Ruang", "rahasia", "WIFI:T:WPA;S:Ruang;P:rahasia;;"),
        ('a;b,c:d\\e"f', ";", 'WIFI:T:WPA;S:a\\;b\\,c\\:d\\\\e\\"f;P:\\;;;'),
        ("Terbuka", "", "WIFI:T:nopass;S:Terbuka;P:;;"),
    ],
)
def test_the_wifi_code_escapes_what_means_something_in_it(name, password, text):
    assert addresses.wifi_text(name, password) == text


def test_a_qr_code_is_one_path_of_rectangles():
    code = qr_code("http://192.168.1.10:8000/join/K7QM42TX")
    assert code.size in range(21, 60, 4)
    assert code.path.startswith("M0 0h7v1h-7z")
