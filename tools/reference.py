"""Write the pages of ``docs/reference`` from what they describe; with ``--check``, say which are stale."""

import ast
import json
import os
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import django
from django.test import Client

import answer_schema
from deqi.answers import default_tables, questions_document
from deqi.cli import main as deqi

ROOT = Path(__file__).resolve().parents[1]
SCHEMAS = ROOT / "src/deqi/data/schemas"
MADE = "<!-- Written by `make docs`. Do not edit: change what it describes. -->\n"
CHAPTERS = {
    "c1_is_it_safe": "Is it safe for me?",
    "c2_would_it_help": "Would it help me?",
    "c3_which_points": "Which points, and where on my body?",
    "c5_is_it_working": "Is it working?",
}


def index_page() -> str:
    """What lies beside it."""
    lines = ["# Reference", ""]
    lines += ["Made from the code, the data and the tests, and checked to be current.", ""]
    lines += [f"- [{title}]({name})" for name, (title, _) in PAGES.items() if name != "README.md"]
    return "\n".join(lines) + "\n"


def cli_page() -> str:
    """Every command with its help text."""
    lines = ["# The command line", ""]
    for path, command in _commands(deqi, ("deqi",)):
        context = click.Context(command, info_name=" ".join(path), max_content_width=100)
        context.terminal_width = 100
        lines += [f"## `{' '.join(path)}`", "", "```text", command.get_help(context), "```", ""]
    return "\n".join(lines)


def _commands(
    command: click.Command, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found:
                yield from _commands(found, (*path, name))


def api_page() -> str:
    """Every operation of the HTTP API, from its OpenAPI description."""
    description = json.loads(Client(SERVER_NAME="localhost").get("/api/v1/openapi.json").content)
    lines = ["# The HTTP API", "", description["info"]["description"], ""]
    lines += [
        "The machine-readable description is at `/api/v1/openapi.json`. Every error has the same four parts:",
        "",
    ]
    lines += ["`where`, `what`, `rule`, `next_step`. No account, no cookie; nothing is kept.", ""]
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            lines += [f"## `{method.upper()} {path}`", "", f"**{operation['summary']}**", ""]
            lines += [operation.get("description", ""), ""]
            lines += _request(operation)
            lines += ["| status | meaning |", "| --- | --- |"]
            lines += [
                f"| {status} | {response['description']} |"
                for status, response in operation["responses"].items()
            ]
            lines += [""]
    return "\n".join(lines)


def _request(operation: Mapping[str, Any]) -> Iterator[str]:
    if "requestBody" in operation:
        name = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
        yield from (f"Body: JSON, [`{name}`](schemas.md).", "")
    if operation["parameters"]:
        yield from ("| parameter | may be | meaning |", "| --- | --- | --- |")
        for parameter in operation["parameters"]:
            yield f"| `{parameter['name']}` | {_kind(parameter['schema'])} | {parameter['description']} |"
        yield ""


def schemas_page() -> str:
    """What goes in and what comes out, field by field."""
    lines = ["# Documents", ""]
    lines += ["The schemas themselves lie in `src/deqi/data/schemas/` and come with the package.", ""]
    for name, title in (
        ("ask-input", "Person"),
        ("ask-evidence", "EvidenceQuestion"),
        ("ask-answer", "AskedResult"),
        ("which-points", "PointsResult"),
        ("track-input", "TrackInput"),
        ("track-answer", "TrackResult"),
        ("calibrate-input", "CalibrateInput"),
    ):
        schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
        lines += [f"## {title} (`{name}.json`)", "", schema["description"], ""]
        if "properties" in schema:
            needed = ", ".join(f"`{field}`" for field in schema.get("required", []))
            lines += [f"Needed: {needed or 'nothing'}.", "", *_fields(schema)]
            lines += ["```json", json.dumps(schema["examples"][0], indent=2), "```", ""]
        for part, definition in schema.get("$defs", {}).items():
            lines += [f"### {part}", "", _plain(definition["description"]), "", *_fields(definition)]
    return "\n".join(lines)


def _fields(schema: Mapping[str, Any]) -> list[str]:
    lines = ["| field | may be | meaning |", "| --- | --- | --- |"]
    for name, rule in schema["properties"].items():
        lines.append(f"| `{name}` | {_kind(rule)} | {rule.get('description', '')} |")
    return [*lines, ""]


def _kind(rule: Mapping[str, Any]) -> str:
    """A JSON Schema rule in a few words."""
    if "$ref" in rule:
        return rule["$ref"].rsplit("/", 1)[1]
    if "anyOf" in rule:
        return " or ".join(_kind(option) for option in rule["anyOf"])
    if "const" in rule or "enum" in rule:
        return ", ".join(
            f"`{json.dumps(word, ensure_ascii=False)}`" for word in rule.get("enum", [rule.get("const")])
        )
    kinds = rule["type"] if isinstance(rule["type"], list) else [rule["type"]]
    words = " or ".join(kinds)
    if "minimum" in rule:
        most = (
            f"{rule['minimum']} to {rule['maximum']}" if "maximum" in rule else f"at least {rule['minimum']}"
        )
        words += f", {most}"
    if "array" in kinds:
        words += f" of {_kind(rule['items'])}"
    if isinstance(rule.get("additionalProperties"), dict):
        words += f" of {_kind(rule['additionalProperties'])}"
    return words + (f", by default `{rule['default']}`" if "default" in rule else "")


def _plain(text: str) -> str:
    return text.replace("``", "`")


def questions_page() -> str:
    """Every question of the safety check."""
    questions = questions_document(default_tables())
    lines = ["# The questions of the safety check", ""]
    lines += [
        "The tier is what a yes leads to when every other answer is no, and age and duration are not told.",
        "",
    ]
    lines += [
        "Other answers can make it more urgent, never less. No clinician has signed these rules off yet.",
        "",
    ]
    lines += ["## Findings", "", "| id | tier | question |", "| --- | --- | --- |"]
    lines += [f"| {item['id']} | {item['alone']} | {item['question']} |" for item in questions["findings"]]
    lines += ["", "## Cautions", "", "| id | level | question |", "| --- | --- | --- |"]
    lines += [f"| {item['id']} | {item['level']} | {item['question']} |" for item in questions["cautions"]]
    return "\n".join(lines) + "\n"


def spec_page() -> str:
    """The manual: each test of ``tests/spec`` is a paragraph with its example."""
    fixtures = ast.parse((ROOT / "tests/spec/conftest.py").read_text(encoding="utf-8"))
    lines = ["# What the answers mean", ""]
    lines += [
        "Every example below is a test that runs. `ask` gives the answer as JSON. `calm(...)` is a person:",
        "",
    ]
    lines += [_paragraph(_function(fixtures, "calm")), ""]
    lines += ["`track` gives the answer to a course as JSON. `course(...)` is such a course:", ""]
    lines += [_paragraph(_function(fixtures, "course")), ""]
    for folder, title in CHAPTERS.items():
        lines += [f"## {title}", ""]
        for path in sorted((ROOT / "tests/spec" / folder).glob("test_*.py")):
            lines += _section(path)
    return "\n".join(lines)


def _section(path: Path) -> Iterator[str]:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    title, _, text = (ast.get_docstring(tree) or "").partition("\n")
    yield from (f"### {title}", "", text.strip(), "")
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            first, last = node.body[1].lineno, node.body[-1].end_lineno
            code = textwrap.dedent("\n".join(source.splitlines()[first - 1 : last]))
            yield from (_paragraph(node), "", "```python", code, "```", "")


def _function(tree: ast.Module, name: str) -> ast.FunctionDef:
    return next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name)


def _paragraph(node: ast.FunctionDef) -> str:
    return _plain(ast.get_docstring(node) or "").strip()


PAGES: Mapping[str, tuple[str, Callable[[], str]]] = {
    "README.md": ("Reference", index_page),
    "spec.md": ("What the answers mean", spec_page),
    "questions.md": ("The questions of the safety check", questions_page),
    "cli.md": ("The command line", cli_page),
    "api.md": ("The HTTP API", api_page),
    "schemas.md": ("Documents", schemas_page),
}


def generated() -> dict[Path, str]:
    """Every generated file with what it should hold."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deqi.web.settings")
    django.setup()
    # the schema first: the pages describe it
    files = {
        SCHEMAS / "ask-answer.json": answer_schema.as_text(answer_schema.answer_schema()),
        SCHEMAS / "which-points.json": answer_schema.as_text(answer_schema.points_schema()),
        SCHEMAS / "track-answer.json": answer_schema.as_text(answer_schema.course_schema()),
    }
    return files | {ROOT / "docs/reference" / name: MADE + page() for name, (_, page) in PAGES.items()}


def stale(files: Mapping[Path, str]) -> list[Path]:
    """Those that hold something else."""
    return [
        path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


if __name__ == "__main__":
    changed = stale(files := generated())
    if "--check" in sys.argv:
        print(
            "\n".join(f"{path.relative_to(ROOT)} is stale: run `make docs`" for path in changed)
            or "The reference is current."
        )
        sys.exit(bool(changed))
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[path], encoding="utf-8")
        print(f"{path.relative_to(ROOT)} is written.")
