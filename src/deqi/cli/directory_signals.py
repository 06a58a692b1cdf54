"""``deqi directory signals``: which reviews should a person look at first, and why. It hides nothing."""

import csv
import heapq
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deqi.answers import trust_tables
from deqi.directory.trust import (
    ReviewFile,
    Signal,
    Trial,
    features,
    read_reviews,
    signal_text,
    signals_in,
    try_out,
    untaught_suspicion,
)
from deqi.vocabulary import InputError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LARGE = 50_000
"""From so many reviews on, texts are compared by one of eight runs of words."""


def show_queue(
    file: Path, *, label: str, bad_label: str, learn_share: float, limit: int, output: Path | None
) -> None:
    """Print the queue of a file, and how well it is ordered when the file says what was judged."""
    read = read_reviews(file, label=label, bad_label=bad_label)
    click.echo(f"{len(read.reviews)} reviews read, {read.reviews[0].day} to {read.reviews[-1].day}.")
    if read.bad_rows:
        click.echo(f"{len(read.bad_rows)} rows were left out. The first: {read.bad_rows[0]}", err=True)
    table = features(read.reviews, one_run_of=8 if len(read.reviews) > LARGE else 1)
    order = untaught_suspicion(table)
    first = 0
    if read.judged:
        trial = _trial(read, table, learn_share)
        _show_trial(trial)
        order, first = trial.suspicion, trial.learned
    reasons = signals_in(table[first:], trust_tables().signals)
    _show_queue(read, order, reasons, first, limit)
    if output is not None:
        _write(output, read, order, reasons, first)


def _trial(read: ReviewFile, table: "NDArray[np.float64]", learn_share: float) -> Trial:
    try:
        return try_out(read.reviews, read.judged, table, learn_share=learn_share)
    except ValueError:
        raise InputError(
            where="--learn-share",
            what="One of the two parts holds one kind of review only.",
            rule="The earlier and the later part both need genuine and other reviews.",
            next_step="Choose another share, or a larger file.",
        ) from None


def _show_trial(trial: Trial) -> None:
    click.echo(
        f"Learned on the {trial.learned} earliest, until {trial.until}; tried on the {trial.tried} after "
        f"that, of which {trial.bad_of_100:.1f} of 100 were judged not genuine. Nothing looks ahead."
    )
    click.echo("\nArea under the curve on the later part (0.5 is a coin, 1 is perfect):")
    click.echo(f"  learned                 {trial.taught:.3f}")
    click.echo(f"  untaught order          {trial.untaught:.3f}")
    for name, area in trial.single:
        click.echo(f"  {name:<22}  {area:.3f}")


def _show_queue(
    read: ReviewFile,
    order: "NDArray[np.float64]",
    reasons: list[tuple[Signal, ...]],
    first: int,
    limit: int,
) -> None:
    click.echo("\nLook at these first. A reason is no proof; nothing is hidden by it.")
    top = heapq.nlargest(limit, range(len(order)), key=lambda index: order[index])
    for index in top:
        review = read.reviews[first + index]
        click.echo(f"\nrow {read.lines[first + index]}: {review.place}, {review.day}, {review.stars:g} stars")
        for signal in reasons[index]:
            click.echo(f"  {signal_text(signal)}")
        if not reasons[index]:
            click.echo("  No single reason passes its limit; several small ones together do.")


def _write(
    output: Path,
    read: ReviewFile,
    order: "NDArray[np.float64]",
    reasons: list[tuple[Signal, ...]],
    first: int,
) -> None:
    try:
        with output.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["row", "place", "date", "stars", "suspicion", "reasons"])
            for index in sorted(range(len(order)), key=lambda one: -order[one]):
                review = read.reviews[first + index]
                told = " ".join(signal_text(signal) for signal in reasons[index])
                place = f"'{review.place}" if review.place[:1] in "=+-@\t\r" else review.place
                writer.writerow(
                    [read.lines[first + index], place, review.day, review.stars, f"{order[index]:.4f}", told]
                )
    except OSError as error:
        raise InputError(
            where="--output",
            what=f"{output} cannot be written: {error.strerror}.",
            rule="It is a new file in a folder that exists.",
            next_step="Give another name.",
        ) from None
