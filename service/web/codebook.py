"""Themes as files, and names that come back from other tools of analysis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from litestar import Controller, Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, MultipartBody
from litestar.response import Redirect, Template

from analysis.disclosure.themes import ShownTheme
from analysis.themes.decisions import LONGEST_NAME, Rename
from dashboards.figures.sheet import Sheet
from dashboards.figures.theme_cohorts import label_of
from dashboards.pages.codebook import (
    SET_OF_DISMISSED,
    CodebookView,
    CodeRead,
    CodesRead,
    Problem,
    codebook_page,
    ideas_sheet,
    themes_sheet,
    told_elsewhere,
)
from dashboards.pages.frame import codebook_address, words_in
from dashboards.pages.theme_cards import ShownThemes
from dashboards.wording import Words
from service.errors import FormUnreadable
from service.formats.codebook import (
    Code,
    CodeSet,
    NotRead,
    guid_of,
    read_codebook,
    themes_meant,
    write_codebook,
)
from service.formats.sheet_files import csv_file, excel_csv_file
from service.formats.tables import LARGEST_FILE
from service.store import theme_decisions as store
from service.store.catalogue import Catalogue, NotFound
from service.store.database import Database
from service.store.users import User
from service.web.described import SendingThemes
from service.web.figure_files import program
from service.web.form_fields import read_fields
from service.web.language import workspace_language
from service.web.responses import file_response, workspace_response
from service.web.shown_themes import ideas_by_theme
from service.web.theme_fields import number_of
from service.web.told_themes import ToldThemes
from surveys.programme import Activity, Cohort
from surveys.roles import Permission
from surveys.texts import LANGUAGES, Language, Text

_SHOWN_OF_A_NAME = 60


@dataclass
class SentCodebook:
    """Litestar takes files in a dataclass, not in a Struct."""

    file: UploadFile
    lang: Language


class Shelf(NamedTuple):
    """Where the themes of an activity are taken from, and names are put."""

    database: Database
    catalogue: Catalogue
    told: ToldThemes
    activity: Activity
    user: UUID

    def themes(self) -> ShownThemes | None:
        with self.database.reading() as cursor:
            return self.told.of(cursor, self.catalogue.now, self.activity.slug)

    def view(
        self,
        read: CodesRead | None = None,
        problem: Problem | None = None,
        saved: int | None = None,
    ) -> CodebookView:
        shown = self.themes()
        return CodebookView(
            programme=self.catalogue.programme(self.activity.programme),
            activity=self.activity,
            themes=shown.themes if shown else (),
            dismissed=bool(shown and shown.dismissed),
            read=read,
            problem=problem,
            saved=saved,
        )

    def read(self, content: bytes, language: Language) -> CodesRead | Problem:
        """Return what a file would call the themes."""
        codes = read_codebook(content)
        if isinstance(codes, NotRead):
            return Problem(kind=codes.reason, about={"line": str(codes.line)})
        shown = self.themes()
        themes = shown.themes if shown else ()
        meant = themes_meant(
            codes,
            [guid_of(self.activity.slug, each.number) for each in themes],
            [frozenset(_name(each, language) for language in LANGUAGES) for each in themes],
        )
        return CodesRead(
            codes=tuple(
                CodeRead(
                    name=code.name,
                    description=code.description,
                    theme=None if place is None else themes[place].number,
                )
                for code, place in zip(codes, meant, strict=True)
            ),
            language=language,
        )

    def save(self, read: CodesRead) -> int | Problem:
        """Let themes take the names chosen for them; return how many did, or why none can."""
        shown = self.themes()
        themes = {each.number: each for each in shown.themes} if shown else {}
        chosen = [(code.name, code.theme) for code in read.codes if code.theme is not None]
        if problem := _problem(chosen, themes, read.language):
            return problem
        renames = [
            Rename(theme=number, name=_with_name(themes[number], name, read.language))
            for name, number in chosen
            if _name(themes[number], read.language) != name
        ]
        store.decide(
            self.database, self.activity.slug, *renames, by=str(self.user), at=datetime.now(UTC)
        )
        return len(renames)

    def found(self) -> ShownThemes:
        """Raises NotFound: nobody has looked for themes."""
        shown = self.themes()
        if shown is None:
            raise NotFound(self.activity.slug)
        return shown

    def themes_sheet(self, language: Language) -> Sheet:
        """Raises NotFound: nobody has looked for themes."""
        shown = self.found()
        return themes_sheet(shown.themes, shown.dismissed, self._cohorts(), language)

    def ideas_sheet(self, language: Language) -> Sheet:
        """Raises NotFound: nobody has looked for themes."""
        with self.database.reading() as cursor:
            ideas = ideas_by_theme(cursor, self.catalogue.now, self.activity.slug)
        return ideas_sheet(ideas, self._cohorts(), language)

    def _cohorts(self) -> Sequence[Cohort]:
        return self.catalogue.now.cohorts_of(self.activity.slug)


def _shelf(
    slug: FromPath[str],
    catalogue: NamedDependency[Catalogue],
    database: NamedDependency[Database],
    told_themes: NamedDependency[ToldThemes],
    user: NamedDependency[User],
) -> Shelf:
    return Shelf(database, catalogue, told_themes, catalogue.activity(slug), user.user)


class CodebookController(Controller):
    path = "/activities/{slug:str}/themes/codebook"
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- Litestar reads it
    dependencies = {"shelf": Provide(_shelf, sync_to_thread=False)}  # noqa: RUF012 -- the same
    include_in_schema = False

    @get(sync_to_thread=True)
    def show(
        self,
        request: Request[Any, Any, Any],
        shelf: NamedDependency[Shelf],
        saved: FromQuery[int | None] = None,
    ) -> Template:
        return _page(request, shelf.view(saved=saved))

    @get("/{file:str}", sync_to_thread=True)
    def take(
        self,
        file: FromPath[str],
        request: Request[Any, Any, Any],
        shelf: NamedDependency[Shelf],
    ) -> Response[bytes]:
        return _taken(shelf, file, workspace_language(request))

    @post(
        needs=Permission.THEMES_DECIDE,
        status_code=200,
        request_max_body_size=LARGEST_FILE,
        brings_file=True,
        sync_to_thread=True,
    )
    def bring(
        self,
        data: MultipartBody[SentCodebook],
        request: Request[Any, Any, Any],
        shelf: NamedDependency[Shelf],
    ) -> Template:
        read = shelf.read(data.file.file.read(), data.lang)
        if isinstance(read, Problem):
            return _page(request, shelf.view(problem=read), 422)
        return _page(request, shelf.view(read))

    @post("/names", needs=Permission.THEMES_DECIDE)
    async def names(
        self, request: Request[Any, Any, Any], shelf: NamedDependency[Shelf]
    ) -> Template | Redirect:
        read = _chosen(read_fields(await request.body()))
        saved = await sync_to_thread(shelf.save, read)
        if isinstance(saved, Problem):
            return _page(request, await sync_to_thread(shelf.view, read, saved), 422)
        address = f"{codebook_address(shelf.activity.slug)}?saved={saved}"
        return Redirect(address, status_code=303)


class CodebookDataController(Controller):
    path = "/api/activities/{slug:str}/themes"
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- Litestar reads it
    dependencies = {"shelf": Provide(_shelf, sync_to_thread=False)}  # noqa: RUF012 -- the same
    tags = ("Themes",)

    @get(
        "/files/{file:str}",
        summary="Themes or ideas as a file: themes.qdc (REFI-QDA), themes.csv or ideas.csv",
        operation_class=SendingThemes,
        sync_to_thread=True,
    )
    def take(
        self,
        file: FromPath[str],
        shelf: NamedDependency[Shelf],
        lang: FromQuery[Language] = "fr",
    ) -> Response[bytes]:
        """Answers 404 while nobody has looked for themes."""
        return _taken(shelf, file, lang)


def _page(request: Request[Any, Any, Any], view: CodebookView, status: int = 200) -> Template:
    return workspace_response(request, codebook_page(view, workspace_language(request)), status)


def _chosen(fields: Sequence[tuple[str, str]]) -> CodesRead:
    """Return which theme each name was put to.

    Raises:
        FormUnreadable: no form of ours sends it so.
    """
    language = dict(fields).get("lang")
    if language not in LANGUAGES:
        raise FormUnreadable("the form says no language of the names")
    names = [value for key, value in fields if key == "code"]
    themes = [value for key, value in fields if key == "theme"]
    if len(names) != len(themes):
        raise FormUnreadable("each code must come with a theme")
    return CodesRead(
        codes=tuple(
            CodeRead(name=name, description="", theme=number_of(theme) if theme else None)
            for name, theme in zip(names, themes, strict=True)
        ),
        language=language,
    )


def _problem(
    chosen: Sequence[tuple[str, int]], themes: Mapping[int, ShownTheme], language: Language
) -> Problem | None:
    words, seen = words_in(language), set[int]()
    for name, number in chosen:
        if number not in themes:
            return Problem(kind="gone")
        if number in seen:
            return Problem(kind="twice", about={"theme": label_of(themes[number], words)})
        if len(name) > LONGEST_NAME:
            about = {"label": name[:_SHOWN_OF_A_NAME], "most": words.number(LONGEST_NAME)}
            return Problem(kind="long", about=about)
        seen.add(number)
    return None


def _name(theme: ShownTheme, language: Language) -> str:
    return theme.called[language] if theme.called else ""


def _with_name(theme: ShownTheme, name: str, language: Language) -> Text:
    """Return what a theme is called with a name in one language, as it was in the other."""
    if language == "fr":
        return Text(fr=name, en=_name(theme, "en"))
    return Text(fr=_name(theme, "fr"), en=name)


def _taken(shelf: Shelf, file: str, language: Language) -> Response[bytes]:
    """Return a file.

    Raises:
        NotFound: there is none of this name, or nobody has looked for themes.
    """
    name = f"{shelf.activity.slug}-{file}"
    if file == "themes.qdc":
        return file_response(_codebook(shelf, language), name, "application/xml")
    kind, _, ending = file.partition(".")
    sheet = {"themes": shelf.themes_sheet, "ideas": shelf.ideas_sheet}.get(
        kind.removesuffix("-excel")
    )
    if sheet is None or ending != "csv":
        raise NotFound(file)
    made = sheet(language)
    content = excel_csv_file(made, language) if kind.endswith("-excel") else csv_file(made)
    return file_response(content, name, "text/csv")


def _codebook(shelf: Shelf, language: Language) -> bytes:
    """Raises NotFound: nobody has looked for themes."""
    shown, activity = shelf.found(), shelf.activity.slug
    codes = [
        Code(guid_of(activity, each.number), *told_elsewhere(each, language))
        for each in (*shown.themes, *shown.dismissed)
    ]
    dismissed = CodeSet(
        guid_of(activity, "dismissed"),
        Words("codebook", language)(SET_OF_DISMISSED),
        tuple(guid_of(activity, each.number) for each in shown.dismissed),
    )
    return write_codebook(codes, [dismissed], origin=program())
