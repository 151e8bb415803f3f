"""A first visit fetches what a browser would."""

from bench.visitor import assets_of


def test_what_a_page_needs_is_found_once_and_foreign_things_are_not():
    page = """<link rel="stylesheet" href="/static/1/a.css"><link rel="modulepreload" href="/static/1/js/page.js">
    <link rel="preload" href="/static/1/font.woff2" as="font"><link rel="canonical" href="/other">
    <script type="module" src="/static/1/js/page.js"></script><svg><use href="/static/1/icons.svg#check"/></svg>
    <img src="data:image/gif;base64,AA"><script src="https://elsewhere.example/x.js"></script>"""
    assert assets_of(page, "/join/A") == [
        "/static/1/a.css",
        "/static/1/js/page.js",
        "/static/1/font.woff2",
        "/static/1/icons.svg",
    ]
