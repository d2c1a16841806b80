"""What comments say of the modules of a training, beside how useful they are rated elsewhere."""

from typing import NamedTuple

from analysis.disclosure.gate import Withheld
from analysis.disclosure.modules import ShownModule
from dashboards.pages.theme_cards import Quote, ShownThemes
from dashboards.wording import Words


class ModuleLine(NamedTuple):
    name: str
    counted: str
    hints: tuple[str, ...]
    quotes: tuple[Quote, ...]


def module_lines(shown: ShownThemes, words: Words) -> tuple[ModuleLine, ...]:
    """Return the modules of which it may be told how many people speak."""
    return tuple(
        ModuleLine(
            name=shown.modules[module.item][words.language],
            counted=words.count("mentioned_by", module.respondents),
            hints=tuple(_hints(module, words)),
            quotes=tuple(
                Quote(quote.text, "", quote.quotable, quote.language) for quote in module.quotes
            ),
        )
        for module in shown.heard
        if not isinstance(module.respondents, Withheld) and module.item in shown.modules
    )


def _hints(module: ShownModule, words: Words) -> list[str]:
    said = Words("themes", words.language)
    return [
        said.count(key, count)
        for key, count in (("module_praise", module.praise), ("module_ask", module.ask))
        if not isinstance(count, Withheld)
    ]
