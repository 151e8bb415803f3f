"""Open311 GeoReport v2, as cities really send it."""

import json
from pathlib import Path

import pytest

from tests.complaints.files.told import told_by
from webapp.complaints.files.bounds import DEPTH
from webapp.complaints.files.messages import Ended

DATA = Path(__file__).parents[2] / "data"
REQUEST = {"service_request_id": "1", "service_name": "Weeds"}


def test_bloomington_is_read_whole():
    told = told_by(DATA / "open311-bloomington-2012.json")
    assert told.opened.format == "open311-json"
    assert told.last == Ended(21)
    assert not told.rejected
    first = told.values[0]
    assert first["service_request_id"] == "4fbd40b2b1fe2c4b02000001"
    assert first["requested_datetime"] == "2012-05-23T19:55:28Z"
    assert first["description"].endswith("pickup.\n\nThanks.")
    assert not {"address", "lat", "long", "media_url"} & set(first)


def test_the_point_0_0_is_no_place():
    weeds = told_by(DATA / "open311-bloomington-2012.json").values[2]
    assert weeds["address"] == "612 W Coolidge DR"
    assert "lat" not in weeds


def test_toronto_is_read_with_its_empty_elements():
    told = told_by(DATA / "open311-toronto-2018.xml")
    assert told.opened.format == "open311-xml"
    assert told.last == Ended(2)
    assert told.values[0]["lat"] == 43.691104288
    assert "description" not in told.values[0]
    assert told.values[0]["expected_datetime"] == "2018-08-03T04:01:00Z"


def test_the_same_file_has_the_same_digests():
    once, again = (told_by(DATA / "open311-bloomington-2012.json").rows for _ in range(2))
    assert [row.digest for row in once] == [row.digest for row in again]
    assert len({row.digest for row in once}) == 21


@pytest.mark.parametrize("key", ["requests", "service_requests", "anything"])
def test_the_list_may_stand_in_an_object(told, key):
    read = told(json.dumps({"jurisdiction_id": "tangsel", "page": 1, "tags": [], key: [REQUEST], "more": False}))
    assert read.values[0]["service_name"] == "Weeds"
    assert read.opened.jurisdiction == read.values[0]["jurisdiction_id"] == "tangsel"


def test_the_list_may_stand_deeper(told):
    assert len(told(json.dumps({"response": {"data": {"requests": [REQUEST]}}})).rows) == 1


def test_what_is_nested_becomes_extra(told):
    nested = {
        "extended_attributes": {"ward": 12, "reporter_phone": "0812-3456-7890"},
        "attributes": [{"code": "SIZE", "label": "Size", "value": "large"}],
        "notes": [{"datetime": "2025-01-01", "summary": "Seen", "description": "call 0812-3456-7890"}],
    }
    (values,) = told(json.dumps([REQUEST | nested])).values
    assert values["extra"]["extended_attributes.ward"] == "12"
    assert values["extra"]["attributes.Size"] == "large"
    assert values["status_notes"] == "2025-01-01 · Seen · call [telepon]"
    assert "0812" not in json.dumps(values)


@pytest.mark.parametrize(
    ("media", "address"),
    [
        (["", "https://a.example/1.jpg", "https://a.example/2.jpg"], "https://a.example/1.jpg"),
        ("http://a.example/1.jpg, http://a.example/2.jpg", "http://a.example/1.jpg"),
        ([{"url": "https://a.example/3.jpg"}], "https://a.example/3.jpg"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ([], None),
        (None, None),
    ],
)
def test_the_first_picture_on_the_web_counts(told, media, address):
    (values,) = told(json.dumps([REQUEST | {"media_url": media}])).values
    assert values.get("media_url") == address


def test_what_is_no_number_is_nothing(told):
    (values,) = told(
        '[{"service_request_id": 7, "title": "a", "lat": NaN, "long": -Infinity, "x": "NaNas, ok"}]'
    ).values
    assert values == {
        "service_request_id": "7",
        "title": "a",
        "status": "open",
        "extra": {"x": "NaNas, ok"},
    }


def test_members_that_are_no_requests_are_rejected(told):
    read = told(json.dumps([REQUEST, 5, None, {}, [REQUEST], {"service_name": "Weeds"}]))
    assert [(row.n, row.reason) for row in read.rejected] == [
        (2, "not_a_request"),
        (3, "not_a_request"),
        (4, "not_a_request"),
        (5, "not_a_request"),
        (6, "id"),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[]", "no_requests"),
        ("{}", "no_requests"),
        ('{"error": "not found", "code": 404}', "no_requests"),
        ('[{"service_request_id": "1", "title": "a"}', "broken"),
        ('[{"service_request_id": "1" "title"}]', "broken"),
        ("[" * 100_000, "depth"),
        ('[{"a":' * 100_000, "depth"),
        ('{"a":' * 100_000, "depth"),
        ("<requests/>", "no_requests"),
        ("<errors><error><code>404</code></error></errors>", "no_requests"),
        ("<service_requests><request><service_request_id>1</service_request_id>", "broken"),
        ("<service_requests>" + "<a>" * (DEPTH + 1), "depth"),
        ("<service_requests><request>" + "<a>" * 50_000, "depth"),
    ],
)
def test_what_holds_no_requests_is_refused(told, text, reason):
    assert told(text).refusal == reason


@pytest.mark.parametrize(
    "beginning",
    [
        '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE r SYSTEM "http://127.0.0.1/evil.dtd">',
    ],
)
def test_entities_are_refused(told, beginning):
    text = f'<?xml version="1.0"?>{beginning}<service_requests><request><title>x</title></request></service_requests>'
    assert told(text).refusal == "entities"


def test_xml_of_any_namespace_and_encoding(told):
    text = (
        '<?xml version="1.0" encoding="{}"?><o:service_requests xmlns:o="http://example.org/o"><o:request>'
        "<o:service_request_id>9</o:service_request_id><o:title>Café</o:title>"
        "<o:media_url>https://a.example/1</o:media_url><o:media_url>https://a.example/2</o:media_url>"
        "<o:extended_attributes><o:ward>3</o:ward></o:extended_attributes></o:request></o:service_requests>"
    )
    for encoding in ("utf-8", "utf-16", "iso-8859-1"):
        (values,) = told(text.format(encoding).encode(encoding)).values
        assert values["title"] == "Café"
        assert values["media_url"] == "https://a.example/1"
        assert values["extra"] == {"extended_attributes.ward": "3"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_json_of_any_encoding(told, encoding):
    text = json.dumps([REQUEST | {"title": "Café – Größe"}], ensure_ascii=False)
    assert told(text.encode(encoding)).values[0]["title"] == "Café – Größe"


def test_lone_surrogates_are_dropped(told):
    (values,) = told('[{"service_request_id": "1", "title": "a\\ud800b\\u0000c\\u202ed"}]').values
    assert values["title"].isprintable()
    assert values["title"].replace("?", "").replace("\ufffd", "") == "abcd"
