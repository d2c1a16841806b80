"""Wire the service together. Long-lived objects are made here and nowhere else."""

import os
import secrets
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any

from litestar import Litestar, Request, Router
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.template import TemplateConfig

from dashboards.render import environment
from service.errors import EVERYWHERE
from service.jobs import find_themes, split_theme
from service.jobs.find_themes import ThemeFinder
from service.jobs.queue import JobQueue
from service.jobs.split_theme import ThemeSplitter
from service.mail import Mailer
from service.settings import Settings
from service.store.api_tokens import ApiTokens
from service.store.audit import AuditLog
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.matching_codes import CodeHasher
from service.store.sign_ins import SignIns
from service.store.theme_runs import ThemeRuns
from service.store.users import User, Users
from service.store.writer import SubmissionWriter
from service.web.accessibility import AccessibilityController
from service.web.announced import AnnouncedController
from service.web.announcing import AnnouncingController
from service.web.attendance import AttendanceController
from service.web.audited import changes_noted
from service.web.change_data import ChangeDataController
from service.web.changes import ChangeController
from service.web.codebook import CodebookController, CodebookDataController
from service.web.cohort_data import CohortDataController
from service.web.cohorts import CohortController
from service.web.collect import Brakes, Collector
from service.web.compare import CompareController
from service.web.decision_log import DecisionLogController
from service.web.entrance import Entrance
from service.web.facts import FactController
from service.web.find_receipt import WRONG_CODES, ReceiptFinder
from service.web.forgotten import Forgotten, ForgottenController
from service.web.forms import FormController
from service.web.front_desk import FrontDesk, Limits
from service.web.heads import heads_as_pages
from service.web.health import HealthController
from service.web.home import HomeController
from service.web.home_data import HomeDataController
from service.web.indicators import IndicatorController, IndicatorDataController
from service.web.invitations import InvitationController
from service.web.jobs import JobController
from service.web.limits import Attempts
from service.web.my_account import MyAccountController
from service.web.needs import NeedsController
from service.web.offline import OfflineController
from service.web.one_time_links import LinkController
from service.web.passwords import Passwords
from service.web.permitted import PUBLIC, Gate, permitted
from service.web.problems import answer_error
from service.web.programmes import ProgrammeController
from service.web.questionnaire_data import QuestionnaireDataController
from service.web.questionnaires import QuestionnaireController
from service.web.receipts import ReceiptController
from service.web.received import ReceivedController
from service.web.reminders import ReminderController
from service.web.reminding import Reminders
from service.web.report import ReportController
from service.web.robots import Holding
from service.web.rosters import RosterController
from service.web.screens import Pulse, Screens
from service.web.second_look import SecondLookController
from service.web.second_look_data import SecondLookDataController
from service.web.send_limits import SendLimits
from service.web.set_up_activities import ActivitySetUpController
from service.web.set_up_cohorts import CohortSetUpController
from service.web.set_up_data import SetUpDataController
from service.web.set_up_programmes import ProgrammeSetUpController
from service.web.set_up_surveys import SurveySetUpController
from service.web.sign_in import SignInController
from service.web.single_sign_on import SingleSignOn, SingleSignOnController
from service.web.slices import SliceController
from service.web.slide import SlideController
from service.web.static import StaticController, prepare
from service.web.submissions import SubmissionController
from service.web.theme_data import ThemeDataController
from service.web.theme_decisions import ThemeDecisionController, ThemeDecisionDataController
from service.web.theme_history import ThemeHistoryController
from service.web.theme_parts import ThemePartsController
from service.web.theme_sorting import SortingController
from service.web.themes import ThemeController
from service.web.told_themes import ToldThemes
from service.web.trend_data import TrendDataController
from service.web.trends import TrendController
from service.web.users import UserController

_CONTROLLERS = (
    AccessibilityController,
    AnnouncedController,
    AnnouncingController,
    ActivitySetUpController,
    AttendanceController,
    ChangeController,
    ChangeDataController,
    CohortController,
    CohortDataController,
    CohortSetUpController,
    CompareController,
    FactController,
    ForgottenController,
    FormController,
    HealthController,
    HomeController,
    HomeDataController,
    IndicatorController,
    IndicatorDataController,
    InvitationController,
    JobController,
    LinkController,
    MyAccountController,
    NeedsController,
    OfflineController,
    ProgrammeController,
    QuestionnaireController,
    QuestionnaireDataController,
    ProgrammeSetUpController,
    ReceiptController,
    ReceivedController,
    ReminderController,
    RosterController,
    ReportController,
    CodebookController,
    CodebookDataController,
    SecondLookController,
    SecondLookDataController,
    SetUpDataController,
    SignInController,
    SingleSignOnController,
    SliceController,
    SlideController,
    StaticController,
    SubmissionController,
    SurveySetUpController,
    ThemeController,
    ThemeDataController,
    ThemeDecisionController,
    ThemeDecisionDataController,
    ThemeHistoryController,
    ThemePartsController,
    DecisionLogController,
    SortingController,
    TrendController,
    TrendDataController,
    UserController,
)

_OPENAPI = OpenAPIConfig(
    title="Bilan",
    version="1",
    path="/api/openapi.json",
    render_plugins=[JsonRenderPlugin(path="/")],
    use_handler_docstrings=True,
    openapi_router=Router(
        path="/api/openapi.json",
        route_handlers=[],
        opt={"needs": PUBLIC},
        include_in_schema=False,
    ),
)


def create_app(
    settings: Settings,
    database: Database,
    *,
    passwords: Passwords | None = None,
    pulse: Pulse | None = None,
) -> Litestar:
    """Return the service over an open database, which the caller closes."""
    catalogue = Catalogue(database)
    writer = SubmissionWriter(
        database, largest_group=settings.largest_group, on_fatal=_stop_the_process
    )
    hasher = CodeHasher(database)
    screens = Screens(catalogue, database, writer, pulse or Pulse())
    users, log, tokens = Users(database), AuditLog(database), ApiTokens(database)
    sign_ins = SignIns(database, lasting=timedelta(days=settings.signed_in_days))
    passwords = passwords or Passwords()
    mailer = Mailer(settings)
    desk = FrontDesk(users, sign_ins, passwords, Limits.new(), settings, log)
    forgotten = Forgotten(desk, mailer)
    reminders = Reminders(database, mailer)
    single_sign_on = SingleSignOn(settings)
    holding = Holding(key=secrets.token_bytes(32), shortest=settings.shortest_seconds)
    limits = SendLimits(
        per_address=settings.sends_per_address, per_survey=settings.sends_per_survey
    )
    jobs = JobQueue(
        database,
        {
            find_themes.KIND: ThemeFinder(database, catalogue, settings.embedder).run,
            split_theme.KIND: ThemeSplitter(database, settings.embedder).run,
        },
    )

    @asynccontextmanager
    async def running(_: Litestar) -> AsyncIterator[None]:
        catalogue.reload()
        users.reload(at=datetime.now(UTC))
        tokens.reload()
        sign_ins.reload(at=datetime.now(UTC))
        Thread(target=prepare, name="chart-library", daemon=True).start()
        with writer, jobs, hasher, passwords:
            yield
            await forgotten.finish()
            await reminders.stop()

    theme_runs = ThemeRuns()
    app = Litestar(
        route_handlers=_CONTROLLERS,
        dependencies={
            "catalogue": _provide(catalogue),
            "collector": _provide(
                Collector(database, catalogue, writer, hasher, Brakes(holding, limits))
            ),
            "database": _provide(database),
            "desk": _provide(desk),
            "forgotten": _provide(forgotten),
            "finder": _provide(ReceiptFinder(database, Attempts(most=WRONG_CODES))),
            "entrance": _provide(Entrance(database, holding, settings, writer)),
            "jobs": _provide(jobs),
            "mailer": _provide(mailer),
            "screens": _provide(screens),
            "reminders": _provide(reminders),
            "settings": _provide(settings),
            "sign_ins": _provide(sign_ins),
            "single_sign_on": _provide(single_sign_on),
            "theme_runs": _provide(theme_runs),
            "told_themes": _provide(ToldThemes(theme_runs)),
            "tokens": _provide(tokens),
            "user": Provide(_user, sync_to_thread=False),
            "users": _provide(users),
            "writer": _provide(writer),
        },
        guards=[permitted],
        state=State(
            {
                "catalogue": catalogue,
                "gate": Gate(catalogue, database, log, sign_ins, tokens, users),
                "provider": single_sign_on.name,
                "screens": screens,
                "sign_ins": sign_ins,
                "users": users,
            }
        ),
        exception_handlers={Exception: answer_error},
        template_config=TemplateConfig(instance=JinjaTemplateEngine(engine_instance=environment())),
        compression_config=CompressionConfig(
            backend="brotli", brotli_quality=5, exclude=["^/static/", "/slide/events$"]
        ),
        openapi_config=_OPENAPI,
        request_max_body_size=settings.largest_submission,
        lifespan=[running],
        logging_config=None,
        response_headers=EVERYWHERE,
    )
    app.asgi_handler = heads_as_pages(changes_noted(app.asgi_handler, log))
    return app


def _provide(instance: Any) -> Provide:
    """Hand the same `instance` to every handler that asks for it."""
    return Provide(lambda: instance, sync_to_thread=False)


def _user(request: Request[Any, Any, Any]) -> User:
    """Return who asks, as the guard has found."""
    user: User = request.state.user
    return user


def _stop_the_process() -> None:
    """DuckDB takes nothing more after a failed commit: stop, for a supervisor to start anew."""
    os.kill(os.getpid(), signal.SIGTERM)
