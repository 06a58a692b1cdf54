"""How fast a body is, beside Anny's own forward pass.

    python benchmarks/body.py [--rounds 40]

One body: measures to vertices, joints, heights, girths and normals. Anny (extra ``body``) runs its forward
pass for one body: it has no measures to fit and gives no normals. Both on one thread and in turn, counted in
processor time, so that a busy machine disturbs less. Where Anny is not installed, only our times are printed.
Nothing here is a test: times depend on the machine.
"""

import argparse
import statistics
import time
from collections.abc import Callable

from deqi.atlas import build_body, camera_for, draw, load_atlas_tables, shade
from deqi.datafiles import DATA_ROOT
from deqi.vocabulary import Measures, Sex

MAYA = Measures(sex=Sex.FEMALE, age_years=45, height_cm=165, weight_kg=70, inseam_cm=76)


def milliseconds(run: Callable[[], object], rounds: int) -> tuple[float, float]:
    """The median and the least of ``rounds`` calls, after a warm one."""
    run()
    spent = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        spent.append(1000 * (time.process_time() - start))
    return statistics.median(spent), min(spent)


def anny_forward() -> Callable[[], object] | None:
    try:
        import anny  # noqa: PLC0415 - only where it is installed
        import torch  # noqa: PLC0415
    except ImportError as error:
        print(f"Anny is left out: {error}")
        return None
    torch.set_num_threads(1)
    model = anny.Anny(phenotypes="all").to(dtype=torch.float32)
    given = {label: torch.tensor([0.5]) for label in model.phenotype_labels}
    still = torch.eye(4)[None, None].repeat(1, model.bone_count, 1, 1)

    def run() -> object:
        with torch.no_grad():
            return model(pose_parameters=still, phenotype_kwargs=given)

    return run


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    tables = load_atlas_tables(DATA_ROOT)
    body = build_body(MAYA, tables)
    camera = camera_for(body.vertices, "back", width=600, height=1200)
    picture = draw(body.vertices, body.faces, camera)
    ours = milliseconds(lambda: build_body(MAYA, tables).normals, rounds)
    jobs = {
        "tables loaded": milliseconds(lambda: load_atlas_tables(DATA_ROOT), 5),
        "body with normals": ours,
        "picture 600 x 1200, depth": milliseconds(lambda: draw(body.vertices, body.faces, camera), rounds),
        "picture 600 x 1200, shaded": milliseconds(
            lambda: shade(picture, body.vertices, body.faces, body.normals), rounds
        ),
    }
    other = anny_forward()
    if other:
        jobs["Anny's forward pass"] = milliseconds(other, rounds)
    for name, (middle, least) in jobs.items():
        print(f"{name:<28}median {middle:8.2f} ms   least {least:8.2f} ms")
    if other:
        theirs = jobs["Anny's forward pass"][1]
        print(f"ratio Anny / body, by the least: {theirs / ours[1]:.1f}")


if __name__ == "__main__":
    main()
