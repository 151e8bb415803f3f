"""`quickwins admin`: from an empty database to a facilitator's desk, each step with a sentence."""

import pytest


@pytest.fixture
def quickwins(quickwins, tmp_path):
    """Runs the command in an installation of its own."""
    settings = {"MODE": "development", "INSTANCE": str(tmp_path), "PUBLIC_URL": "http://room.example"}
    return lambda *arguments: quickwins(*arguments, **settings)


def test_an_installation_is_set_up_from_the_command_line(quickwins):
    assert quickwins("migrate").returncode == 0
    account = ("--email", "Sari@Tangsel.example")
    assert quickwins("admin", "account", "add", *account, "--name", "Sari", "--administrator").returncode == 0
    again = quickwins("admin", "account", "add", *account, "--name", "Sari")
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr == "There is an account with this e-mail address already.\n"
    assert quickwins("admin", "series", "add", "--city", "Tangsel", "--name", "Batch 2017").returncode == 0
    assert quickwins("admin", "series", "name-facilitator", "--series", "Batch 2017", *account).returncode == 0
    agency = ("--short-name", "DLH", "--name", "Dinas Lingkungan Hidup", "--initials", "LH")
    assert quickwins("admin", "agency", "add", "--series", "Batch 2017", *agency).returncode == 0
    listed = quickwins("admin", "series", "list").stdout
    assert "sari@tangsel.example" in listed
    assert "DLH" in listed
    assert quickwins("admin", "account", "link", *account).stdout.startswith("http://room.example/sign-in/")


@pytest.mark.parametrize(
    "command", ["", "account", "account add", "account password", "account link", "series add", "agency add"]
)
def test_each_command_teaches(quickwins, command):
    help = quickwins("admin", *command.split(), "--help")
    assert help.returncode == 0
    assert "usage: quickwins admin" in help.stdout
    assert len(help.stdout.splitlines()) > 5


def test_what_is_not_there_is_said_in_a_sentence(quickwins):
    quickwins("migrate")
    for command in ("account link --email x@x.example", "series name-facilitator --series X --email x@x.example"):
        done = quickwins("admin", *command.split())
        assert done.returncode == 1
        assert "quickwins admin" in done.stderr
