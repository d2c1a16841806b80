"""Wire the service together. Long-lived objects are made here and nowhere else."""

import os
import secrets
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from typing import Any, NamedTuple

from litestar import Litestar, Request
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.template import TemplateConfig

from dashboards.render import environment
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
from service.store.renewal import Renewer
from service.store.retention import RetentionClock
from service.store.sign_ins import SignIns
from service.store.theme_runs import ThemeRuns
from service.store.users import User, Users
from service.store.writer import SubmissionWriter
from service.web.accessibility import AccessibilityController
from service.web.announced import AnnouncedController
from service.web.announcing import AnnouncingController
from service.web.api_description import OPENAPI, say_what_is_needed, sent_as_described
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
from service.web.erasing import ErasingController
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
from service.web.kept_cookies import cookies_kept_safe
from service.web.limits import Attempts
from service.web.logged_requests import logged_requests
from service.web.methods_said import methods_said
from service.web.metrics import Metrics, MetricsController
from service.web.my_account import MyAccountController
from service.web.needs import NeedsController
from service.web.offline import OfflineController
from service.web.one_time_links import LinkController
from service.web.passwords import Passwords
from service.web.permitted import Gate, permitted
from service.web.problems import answer_error
from service.web.programmes import ProgrammeController
from service.web.protective_headers import protected
from service.web.questionnaire_data import QuestionnaireDataController
from service.web.questionnaires import QuestionnaireController
from service.web.quick_submissions import quick_submissions
from service.web.receipts import ReceiptController
from service.web.received import ReceivedController
from service.web.registers import RegisterController
from service.web.reminders import ReminderController
from service.web.reminding import Reminders
from service.web.report import ReportController
from service.web.request_bodies import SentRequest
from service.web.robots import Holding
from service.web.rosters import RosterController
from service.web.screens import Pulse, Screens
from service.web.second_look import SecondLookController
from service.web.second_look_data import SecondLookDataController
from service.web.security_txt import SecurityTxtController
from service.web.send_limits import SendLimits
from service.web.session_ended import SessionEndedController
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
from service.web.unmasking import UnmaskingController
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
    MetricsController,
    MyAccountController,
    NeedsController,
    OfflineController,
    ProgrammeController,
    QuestionnaireController,
    QuestionnaireDataController,
    ProgrammeSetUpController,
    ReceiptController,
    ReceivedController,
    RegisterController,
    ReminderController,
    RosterController,
    ReportController,
    CodebookController,
    CodebookDataController,
    SecondLookController,
    SecondLookDataController,
    SecurityTxtController,
    SessionEndedController,
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
    ErasingController,
    SortingController,
    TrendController,
    TrendDataController,
    UnmaskingController,
    UserController,
)

say_what_is_needed(_CONTROLLERS)


class _Parts(NamedTuple):
    """The long-lived objects of one service, by the names under which handlers ask for them."""

    catalogue: Catalogue
    collector: Collector
    database: Database
    desk: FrontDesk
    entrance: Entrance
    finder: ReceiptFinder
    forgotten: Forgotten
    hasher: CodeHasher
    jobs: JobQueue
    log: AuditLog
    mailer: Mailer
    metrics: Metrics
    passwords: Passwords
    reminders: Reminders
    renewer: Renewer
    retention: RetentionClock
    screens: Screens
    settings: Settings
    sign_ins: SignIns
    single_sign_on: SingleSignOn
    theme_runs: ThemeRuns
    told_themes: ToldThemes
    tokens: ApiTokens
    users: Users
    writer: SubmissionWriter

    @asynccontextmanager
    async def running(self, _: Litestar) -> AsyncIterator[None]:
        self.catalogue.reload()
        self.users.reload(at=datetime.now(UTC))
        self.tokens.reload()
        self.sign_ins.reload(at=datetime.now(UTC))
        Thread(target=prepare, name="chart-library", daemon=True).start()
        with (
            self.writer,
            self.renewer.running(),
            self.retention.running(),
            self.database.counts,
            self.jobs,
            self.hasher,
            self.passwords,
        ):
            yield
            await self.forgotten.finish()
            await self.reminders.stop()

    @property
    def state(self) -> State:
        """What is asked for outside of handlers."""
        return State(
            {
                "audit_log": self.log,
                "catalogue": self.catalogue,
                "largest_file": self.settings.largest_file,
                "gate": Gate(
                    self.catalogue, self.database, self.log, self.sign_ins, self.tokens, self.users
                ),
                "provider": self.single_sign_on.name,
                "screens": self.screens,
                "sign_ins": self.sign_ins,
                "stopping": Event(),
                "users": self.users,
            }
        )


def create_app(
    settings: Settings,
    database: Database,
    *,
    passwords: Passwords | None = None,
    pulse: Pulse | None = None,
) -> Litestar:
    """Return the service over an open database, which the caller closes."""
    parts = _made(settings, database, passwords or Passwords(), pulse or Pulse())
    app = Litestar(
        route_handlers=_CONTROLLERS,
        dependencies={
            **{name: _provide(part) for name, part in parts._asdict().items()},
            "user": Provide(_user, sync_to_thread=False),
        },
        guards=[permitted, sent_as_described],
        state=parts.state,
        exception_handlers={Exception: answer_error},
        template_config=TemplateConfig(instance=JinjaTemplateEngine(engine_instance=environment())),
        compression_config=CompressionConfig(
            backend="brotli", brotli_quality=5, exclude=["^/static/", "/slide/events$"]
        ),
        openapi_config=OPENAPI,
        request_class=SentRequest,
        request_max_body_size=settings.largest_submission,
        lifespan=[parts.running],
        logging_config=None,
    )
    usual = cookies_kept_safe(methods_said(changes_noted(app.asgi_handler, parts.log)), settings)
    answering = quick_submissions(
        usual, parts.collector, parts.writer, largest=settings.largest_submission
    )
    safe = logged_requests(protected(answering, settings))
    app.asgi_handler = parts.metrics.measured(heads_as_pages(safe))
    return app


def _made(settings: Settings, database: Database, passwords: Passwords, pulse: Pulse) -> _Parts:
    catalogue, users = Catalogue(database), Users(database)
    writer = SubmissionWriter(
        database, largest_group=settings.largest_group, on_fatal=_stop_the_process
    )
    hasher, mailer = CodeHasher(database), Mailer(settings)
    sign_ins = SignIns(
        database,
        lasting=timedelta(days=settings.signed_in_days),
        idle=timedelta(hours=settings.idle_hours),
    )
    log, theme_runs = AuditLog(database), ThemeRuns()
    desk = FrontDesk(users, sign_ins, passwords, Limits.new(), settings, log)
    holding = Holding(key=secrets.token_bytes(32), shortest=settings.shortest_seconds)
    limits = SendLimits(
        per_address=settings.sends_per_address, per_survey=settings.sends_per_survey
    )
    return _Parts(
        catalogue=catalogue,
        collector=Collector(database, catalogue, writer, hasher, Brakes(holding, limits)),
        database=database,
        desk=desk,
        entrance=Entrance(database, holding, writer),
        finder=ReceiptFinder(database, Attempts(most=WRONG_CODES)),
        forgotten=Forgotten(desk, mailer),
        hasher=hasher,
        jobs=JobQueue(
            database,
            {
                find_themes.KIND: ThemeFinder(
                    database, catalogue, settings.embedder, settings.compute
                ).run,
                split_theme.KIND: ThemeSplitter(database, settings.embedder).run,
            },
        ),
        log=log,
        mailer=mailer,
        metrics=Metrics(database, writer),
        passwords=passwords,
        reminders=Reminders(database, mailer),
        renewer=Renewer(database, on_fatal=_stop_the_process),
        retention=RetentionClock(catalogue, database, writer),
        screens=Screens(catalogue, database, pulse),
        settings=settings,
        sign_ins=sign_ins,
        single_sign_on=SingleSignOn(settings),
        theme_runs=theme_runs,
        told_themes=ToldThemes(theme_runs),
        tokens=ApiTokens(database),
        users=users,
        writer=writer,
    )


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
