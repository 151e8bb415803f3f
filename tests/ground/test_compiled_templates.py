"""A start finds what the templates were compiled to before, and does without where it cannot be kept."""

from jinja2 import DictLoader, Environment

from webapp.drawing import CompiledTemplates


def environment(folder) -> Environment:
    return Environment(
        loader=DictLoader({"a.html": "Halo, {{ name }}"}),
        bytecode_cache=CompiledTemplates(str(folder)),
        autoescape=True,
    )


def test_the_next_start_finds_a_template_compiled(tmp_path):
    environment(tmp_path).get_template("a.html")
    (kept,) = tmp_path.iterdir()
    written_at = kept.stat().st_mtime_ns
    assert environment(tmp_path).get_template("a.html").render(name="Ani") == "Halo, Ani"
    assert kept.stat().st_mtime_ns == written_at  # else it was compiled again


def test_a_template_that_was_changed_is_compiled_anew(tmp_path):
    environment(tmp_path).get_template("a.html")
    changed = environment(tmp_path)
    changed.loader = DictLoader({"a.html": "Selamat datang, {{ name }}"})
    assert changed.get_template("a.html").render(name="Ani") == "Selamat datang, Ani"


def test_what_cannot_be_kept_is_compiled_all_the_same(tmp_path):
    gone = environment(tmp_path / "full disk")
    assert gone.get_template("a.html").render(name="Ani") == "Halo, Ani"
