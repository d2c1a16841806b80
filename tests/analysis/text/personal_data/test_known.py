"""Names that a programme knows are found however they are written, and common words are left."""

from analysis.text.personal_data.detect import personal_data
from analysis.text.personal_data.known import known_names
from analysis.text.personal_data.marks import masked

KNOWN = known_names(
    ["Ékoué Zébrassou", "Wu Cours"],
    ["L’Envolée des Saules", "Excel", "Brindelle", "Comité d’aide aux voisins de Rive"],
)


def seen(text: str) -> str:
    return masked(text, personal_data(text, KNOWN), "fr")


def test_a_known_person_is_found_without_accents_and_capitals_and_the_other_way_round() -> None:
    for written in ("ékoué zébrassou", "EKOUE ZEBRASSOU", "Zébrassou, Ékoué", "zebrassou ekoue"):
        assert seen(f"j’ai vu {written} hier") == "j’ai vu [nom] hier"


def test_a_part_of_a_known_name_is_found_where_it_has_a_capital() -> None:
    assert seen("c’est Ékoué qui parle") == "c’est [nom] qui parle"
    assert seen("c’est Zebrassou qui parle") == "c’est [nom] qui parle"
    assert seen("les Cours du soir, les cours") == "les Cours du soir, les cours"


def test_a_known_organisation_is_found_by_its_name_and_by_its_acronym() -> None:
    assert seen("à l’envolee des saules, oui") == "à [organisme], oui"
    assert seen("Le CAVR et brindelle") == "Le [organisme] et [organisme]"
    assert seen("un cavr") == "un cavr"


def test_an_organisation_called_as_a_common_word_takes_no_word_away() -> None:
    assert seen("J’utilise Excel.") == "J’utilise Excel."


def test_ten_thousand_names_cost_no_more_than_one() -> None:
    many = known_names((f"Prenom{n} Nom{n}" for n in range(10_000)), ())
    text = "on parle de tout et de rien " * 20 + "avec Prenom9999 Nom9999"
    assert masked(text, personal_data(text, many), "en").endswith("avec [name]")
