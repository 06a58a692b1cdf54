import pytest

from deqi.atlas import AtlasTables, load_atlas_tables
from deqi.datafiles import DATA_ROOT


@pytest.fixture(scope="session")
def tables() -> AtlasTables:
    return load_atlas_tables(DATA_ROOT)
