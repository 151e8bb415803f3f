"""The addresses by which phones in the room reach this server: never localhost while a better one is known."""

import ipaddress
import socket
from urllib.parse import urlsplit

from flask import current_app

from webapp.workshops.models import Workshop

# Where a route is asked for: a documentation address (RFC 5737), then this machine as a hotspot itself
# (the usual addresses of NetworkManager, Windows and macOS). Connecting UDP sends nothing.
_ASKED = ("192.0.2.1", "10.42.0.1", "192.168.137.1", "192.168.2.1")
LOOPBACK = "127.0.0.1"


def public_url() -> str:
    """Scheme, host and port, without a slash at the end."""
    configured = str(current_app.config["PUBLIC_URL"]).rstrip("/")
    if configured:
        return configured
    port = int(current_app.config["PORT"])
    return f"http://{_host(str(current_app.config['HOST']))}" + ("" if port == 80 else f":{port}")


def shown_address() -> str:
    """The address as people read it aloud: without the scheme."""
    return urlsplit(public_url()).netloc


def is_reachable_by_phones() -> bool:
    """Whether the address is more than this machine's name for itself."""
    return urlsplit(public_url()).hostname not in (LOOPBACK, "localhost", "::1")


def join_url(workshop: Workshop) -> str:
    """What the QR code opens."""
    return f"{public_url()}/join/{workshop.join_code}"


def screen_url(workshop: Workshop) -> str:
    """The shared screen of the workshop."""
    return f"{public_url()}/screen/{workshop.screen_token}"


def wifi_text(name: str, password: str) -> str:
    """What a QR code says so that phones join a Wi-Fi network (the ZXing form, which all cameras read)."""
    kind = "WPA" if password else "nopass"
    return f"WIFI:T:{kind};S:{_escaped(name)};P:{_escaped(password)};;"


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in '\\;,:"' else sign for sign in text)


def _host(bound: str) -> str:
    """The host to name: the one that we listen at, or this machine's own in the local network."""
    if bound not in ("", "0.0.0.0", "::"):  # noqa: S104
        return f"[{bound}]" if ":" in bound else bound
    return lan_address() or LOOPBACK


def lan_address() -> str | None:
    """This machine's address in the local network, if it has one."""
    for asked in _ASKED:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((asked, 9))
                own = str(probe.getsockname()[0])
            except OSError:
                continue
        if not ipaddress.ip_address(own).is_loopback:
            return own
    return None
