"""The evidence engine: select, effect sizes, pooling, and their checks.

Every estimate carries its comparator where it comes from Deqi's tables; ``pool`` itself works on numbers.
"""

from deqi.evidence.pooling import PooledEstimate, pool

__all__ = ["PooledEstimate", "pool"]
