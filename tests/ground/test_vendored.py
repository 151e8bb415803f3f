"""Files of others: each with its version, its licence, and the very bytes that were read."""

import hashlib
import json


def test_every_vendored_file_is_the_one_in_the_manifest(repository):
    for entry in manifest(repository):
        content = (repository / entry["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"], entry["file"]


def test_every_vendored_file_has_a_version_and_its_licence(repository):
    for entry in manifest(repository):
        assert entry["version"][0].isdigit()
        assert (repository / entry["licence_file"]).read_text().strip(), entry["name"]


def test_no_vendored_file_is_missing_from_the_manifest(repository):
    listed = {entry[key] for entry in manifest(repository) for key in ("file", "licence_file")}
    found = {
        path.relative_to(repository).as_posix()
        for folder in ("static/vendor", "tests/vendor")
        for path in (repository / folder).iterdir()
    }
    assert found - listed == {"static/vendor/manifest.json"}


def manifest(repository):
    return json.loads((repository / "static/vendor/manifest.json").read_text())
