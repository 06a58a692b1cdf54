"""Time of a body and all its points: ``python benchmarks/atlas.py [rounds]``.

Measured warm, as a page asks for it: body, normals and all points; then the channels' lines. Beside it, where
Anny and PyTorch are installed (``pip install "deqi[body]"``), Anny's own forward pass for one body, and the
ratio. Process time is given too, because a busy machine stretches the clock.
"""

import importlib.util
import statistics
import sys
import time
from collections.abc import Callable

from deqi.atlas import build_body, channel_lines, load_atlas_tables, place_points
from deqi.datafiles import DATA_ROOT
from deqi.vocabulary import Measures, Sex


def clocks(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Median clock and thread time of one call, in milliseconds."""
    work()
    walls, threads = [], []
    for _ in range(rounds):
        wall, thread = time.perf_counter(), time.thread_time()
        work()
        walls.append(1000 * (time.perf_counter() - wall))
        threads.append(1000 * (time.thread_time() - thread))
    return statistics.median(walls), statistics.median(threads)


def anny_forward() -> Callable[[], object] | None:
    """Anny's forward pass for one adult, or nothing when it is not installed."""
    if not (importlib.util.find_spec("anny") and importlib.util.find_spec("torch")):
        return None
    import anny  # noqa: PLC0415 - an extra that only this comparison and the build script use
    import torch  # noqa: PLC0415

    model = anny.Anny(phenotypes="all").to(dtype=torch.float32)
    given = {name: torch.tensor([0.5]) for name in model.phenotype_labels}

    def forward() -> object:
        with torch.no_grad():
            return model(phenotype_kwargs=given)

    return forward


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    tables = load_atlas_tables(DATA_ROOT)
    measures = Measures(sex=Sex.FEMALE, age_years=45, height_cm=165, weight_kg=70)

    def everything() -> object:
        body = build_body(measures, tables)
        return body.normals, place_points(body, tables)

    body = build_body(measures, tables)
    points = place_points(body, tables)
    print(f"{len(points)} places of points, {len(body.vertices)} vertices, median of {rounds}")
    rows = {
        "body": lambda: build_body(measures, tables),
        "body, normals and all points": everything,
        "channels as lines": lambda: channel_lines(body, points, tables),
    }
    taken = {name: clocks(work, rounds) for name, work in rows.items()}
    for name, (wall, thread) in taken.items():
        print(f"{name:32} {wall:7.1f} ms by the clock, {thread:7.1f} ms of one thread")
    forward = anny_forward()
    if forward is None:
        print("Anny is not installed here: no comparison.")
        return
    wall, thread = clocks(forward, rounds)
    print(
        f"{'Anny, forward pass of one body':32} {wall:7.1f} ms by the clock, {thread:7.1f} ms of one thread"
    )
    ours = taken["body, normals and all points"][0]
    print(f"body and all points take {ours / wall:.2f} of the time of Anny's forward pass alone")


if __name__ == "__main__":
    main()
