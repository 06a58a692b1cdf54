"""Products against the library's own."""

import numpy as np

from deqi.atlas.products import along, combined, dot, product


def test_products_are_those_of_the_library() -> None:
    rng = np.random.default_rng(1)
    left, right, vector = rng.normal(size=(7, 3)), rng.normal(size=(3, 5)), rng.normal(size=3)
    np.testing.assert_allclose(along(left, vector), left @ vector)
    np.testing.assert_allclose(combined(vector, right), vector @ right)
    np.testing.assert_allclose(product(left, right), left @ right)
    assert np.isclose(dot(left[:, 0], left[:, 1]), left[:, 0] @ left[:, 1])
