"""Matrix products that stay in one thread.

NumPy hands ``@`` to a library that starts threads for anything larger than a few thousand numbers. For
products of a tenth of a millisecond they cost more than they save, and while they wait they take the other
cores away from whoever is at work there: a body took 20 ms instead of 4 beside another busy process.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def along(rows: Any, direction: Any) -> Floats:
    """(N, K) rows and a vector (K,) to the N dot products."""
    result: Floats = np.einsum("ij,j->i", rows, direction)
    return result


def combined(weights: Any, rows: Any) -> NDArray[Any]:
    """(K,) weights and (K, M) rows to the weighted sum of the rows, (M,)."""
    result: NDArray[Any] = np.einsum("i,ij->j", weights, rows)
    return result


def product(left: Any, right: Any) -> Floats:
    """(N, K) times (K, M)."""
    result: Floats = np.einsum("ij,jk->ik", left, right)
    return result


def dot(first: Any, second: Any) -> float:
    """The sum of the products of two vectors of any length."""
    return float(np.einsum("i,i->", first, second))
