"""``deqi safety``: the questions of the safety check."""

import click

from deqi.answers import default_tables, questions_document


@click.group(name="safety")
def command() -> None:
    """The questions of the safety check and what they can lead to."""


@command.command(name="list")
def list_questions() -> None:
    """Print the id of every finding and caution with its question, for the input of `deqi ask --json`.

    The tier beside a finding is what a "yes" leads to when every other answer is "no", and age and
    duration are not told. Other answers can make it more urgent.
    """
    questions = questions_document(default_tables())
    click.secho("Findings", bold=True)
    for finding in questions["findings"]:
        click.echo(f"{finding['id']:<5}{finding['alone']:<16}{finding['question']}")
    click.secho("\nCautions", bold=True)
    for caution in questions["cautions"]:
        click.echo(f"{caution['id']:<5}{caution['level']:<24}{caution['question']}")
