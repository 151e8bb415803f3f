"""Every setting is documented, and every documented setting exists."""

import ast
import re


def test_the_page_on_deployment_names_every_setting_of_config_and_no_other(repository):
    assert documented(repository) == settings(repository)


def test_every_setting_can_be_given_in_the_environment_under_its_own_name(repository):
    tree = ast.parse((repository / "config.py").read_text())
    for node in tree.body:
        if isinstance(node, ast.Assign):
            asked = [call.args[0].value for call in ast.walk(node.value) if is_environ_get(call)]
            assert asked == [node.targets[0].id]


def is_environ_get(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get"


def settings(repository) -> list[str]:
    tree = ast.parse((repository / "config.py").read_text())
    return sorted(node.targets[0].id for node in tree.body if isinstance(node, ast.Assign))


def documented(repository) -> list[str]:
    text = (repository / "docs/deployment.md").read_text()
    return sorted(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE))
