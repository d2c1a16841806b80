import pytest

from analysis.themes.embedders import UniversalSentenceEncoder


@pytest.fixture(scope="session")
def encoder() -> UniversalSentenceEncoder:
    """The default vectors, read from disk once for all tests."""
    return UniversalSentenceEncoder()
