"""``deqi calibrate``: how good would the forecast have been on your own finished courses?"""

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import click
import numpy as np

from deqi.cli.shown import one_line
from deqi.outcomes import forecast
from deqi.vocabulary import InputError

LARGEST_BYTES = 200_000_000


@click.command(name="calibrate")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--range", "span", nargs=2, type=float, metavar="LOW HIGH", help="The ends of the scale.")
@click.option("--step", type=float, help="Distance between two answers; without it, as the scores show.")
@click.option("--better", type=click.Choice(["lower", "higher"]), default="lower", show_default=True)
@click.option("--instrument", multiple=True, help="Only this instrument; can be given again.")
@click.option("--from", "known", help="Weeks whose scores are known, such as 0,4. Needs --to.")
@click.option("--to", "target", type=float, help="The week to forecast.")
@click.option("--week-ahead", is_flag=True, help="Forecast each next score from all before it.")
@click.option("--zero-shot", is_flag=True, help="Learn nothing from the file: evidence alone.")
@click.option("--folds", type=click.IntRange(2, 50), default=10, show_default=True)
@click.option("--repeats", type=click.IntRange(1, 20), default=1, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
def command(file: Path, *, as_json: bool, instrument: tuple[str, ...], **chosen: Any) -> None:
    """Try the forecast on finished courses of people, each left out in turn.

    FILE is a CSV table with a row for each person and week: patient, arm, week (0 before treatment), score;
    and instrument, scale_min, scale_max where there are several. Prints CRPS (in points, lower is better),
    coverage of the 90% interval and the Brier score of "30% less trouble", beside simpler forecasts.
    """
    cohorts = forecast.read_long(_text(file))
    if instrument:
        cohorts = tuple(cohort for cohort in cohorts if cohort.instrument in instrument)
    if not cohorts:
        raise InputError(
            what="No instrument of that name is in the table.",
            rule="--instrument names one that stands in the column.",
            next_step="Look how it is spelt there.",
            where="--instrument",
        )
    asked = _Asked(**chosen)
    _ = asked.task  # a task that is none is told before anything is tried
    found = []
    for cohort in cohorts:
        tried, left_out = asked.try_one(cohort)
        found.append(
            {"instrument": cohort.instrument, "tasks": [asdict(t) for t in tried], "left_out": left_out}
        )
        if not as_json:
            _tell(cohort.instrument, tried, left_out)
    if as_json:
        click.echo(json.dumps(_plain(found), indent=2, ensure_ascii=False, allow_nan=False))


@dataclass(frozen=True)
class _Asked:
    """What the options ask for."""

    span: tuple[float, float] | None
    step: float | None
    better: Literal["lower", "higher"]
    known: str | None
    target: float | None
    week_ahead: bool
    zero_shot: bool
    folds: int
    repeats: int
    seed: int

    @property
    def task(self) -> forecast.Task | None:
        """The one task asked for, if one was. Raises ``InputError``."""
        if self.known is not None and self.target is not None:
            return forecast.Task(_weeks(self.known, self.target), self.target)
        if self.known is None and self.target is None:
            return None
        raise InputError(
            what="Only one of --from and --to was given.",
            rule="A task has known weeks and a week to forecast.",
            next_step="Give both, or neither for all tasks that make sense.",
            where="--from, --to",
        )

    def try_one(self, cohort: forecast.Cohort) -> tuple[list[forecast.Tried], list[str]]:
        """Every task of one instrument; what could not be tried is told with the reason."""
        low, high = self.span or (cohort.low, cohort.high)
        if low is None or high is None:
            return [], ["no range is stated: give --range, or the columns scale_min and scale_max"]
        scale = forecast.Scale(low, high, self.step, self.better)
        start = forecast.prior(scale)
        if self.week_ahead:
            tasks: list[forecast.Task | None] = [None]
        else:
            one = self.task
            tasks = [one] if one else list(forecast.sensible_tasks(cohort.episodes))
        tried, left_out = [], [] if tasks else ["fewer than 20 people share two weeks"]
        for task in tasks:
            try:
                tried.append(self._one(cohort, start, task))
            except InputError as error:
                left_out.append(f"{error.where}: {error.what}")
        return tried, left_out

    def _one(
        self, cohort: forecast.Cohort, start: forecast.Prior, task: forecast.Task | None
    ) -> forecast.Tried:
        folds = forecast.Folds(self.folds, self.repeats, np.random.default_rng(self.seed))
        label = f"{one_line(cohort.instrument)}: {task or 'next score'}"
        with click.progressbar(length=self.folds * self.repeats, label=label, file=sys.stderr) as bar:

            def told(done: int, _total: int) -> None:
                bar.update(done - bar.pos)

            if task is None:
                return forecast.week_ahead(cohort.episodes, start, folds, zero_shot=self.zero_shot, told=told)
            return forecast.leave_patients_out(
                cohort.episodes, start, task, folds, zero_shot=self.zero_shot, told=told
            )


def _weeks(known: str, target: float) -> tuple[float, ...]:
    try:
        weeks = tuple(float(part) for part in known.split(","))
    except ValueError:
        weeks = ()
    if not weeks or list(weeks) != sorted(set(weeks)) or weeks[0] < 0 or not weeks[-1] < target:
        raise InputError(
            what=f"{one_line(known)!r} to {target:g} is no task.",
            rule="--from holds rising weeks from 0 on, all before --to.",
            next_step="Write them so: --from 0,4 --to 12",
            where="--from",
        )
    return weeks


def _text(file: Path) -> str:
    if file.stat().st_size > LARGEST_BYTES:
        raise InputError(
            what="The file is larger than 200 MB.",
            rule="The table is read as a whole.",
            next_step="Leave out the columns and rows that are not needed.",
            where=file.name,
        )
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            what=f"Byte {error.start} is not UTF-8.",
            rule="The table is text in UTF-8.",
            next_step="Save it as CSV in UTF-8.",
            where=file.name,
        ) from error


def _tell(instrument: str, tried: list[forecast.Tried], left_out: list[str]) -> None:
    for one in tried:
        click.echo(f"{one_line(instrument)}, weeks {one.task} ({one.people} people)")
        click.echo(f"  {'':<18}{'CRPS':>9}{'90% held':>10}{'Brier':>8}{'CRPS / ANCOVA':>15}")
        reference = one.methods.get("ANCOVA")
        for name, method in sorted(one.methods.items(), key=lambda item: item[1].crps):
            ratio = f"{method.crps / reference.crps:>15.3f}" if reference else ""
            brier = "" if np.isnan(method.brier) else f"{method.brier:.3f}"
            click.echo(f"  {name:<18}{method.crps:>9.3f}{method.coverage_90:>10.2f}{brier:>8}{ratio}")
        if not np.isnan(one.base_rate_brier):
            click.echo(f"  {'same for everybody':<18}{'':>9}{'':>10}{one.base_rate_brier:>8.3f}")
    for why in left_out:
        click.echo(f"not tried: {one_line(instrument)}: {one_line(why)}", err=True)


def _plain(found: object) -> object:
    """For JSON: what is not known is null."""
    if isinstance(found, dict):
        return {name: _plain(value) for name, value in found.items()}
    if isinstance(found, (list, tuple)):
        return [_plain(value) for value in found]
    return None if isinstance(found, float) and np.isnan(found) else found
