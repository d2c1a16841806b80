"""E-mails leave through a real conversation, and what goes wrong is a sentence."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dashboards.mails import LinkSent, Mail, fault_said, link_mail, trial_mail
from service.__main__ import main
from service.mail import Mailer, MailNotSent
from service.settings import Settings
from surveys.texts import LANGUAGES
from tests.live import held_port
from tests.mail_server import CERTIFICATE, PASSWORD, Post, mail_server

FROM = "bilan@example.org"
BO = "bo@example.org"


@pytest.fixture
def post() -> Iterator[tuple[Post, int]]:
    with mail_server() as running:
        yield running


def settings_for(port: int, **changes: Any) -> Settings:
    usual: dict[str, Any] = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none"}
    return Settings(**usual | {"smtp_from": FROM, "smtp_seconds": 5} | changes)


LOOP = asyncio.Runner()
"""One for all tests, as the service has one: it is there until servers have said goodbye."""


@pytest.fixture(scope="module", autouse=True)
def until_all_said_goodbye() -> Iterator[None]:
    yield
    LOOP.run(asyncio.sleep(0.2))
    LOOP.close()


def send(settings: Settings, to: str = BO) -> None:
    LOOP.run(Mailer(settings).send(trial_mail(to)))


def fault(settings: Settings, to: str = BO) -> str:
    with pytest.raises(MailNotSent) as refused:
        send(settings, to)
    return refused.value.fault


def test_a_mail_arrives_as_plain_text_with_its_accents(post: tuple[Post, int]) -> None:
    inbox, port = post
    link = LinkSent("http://127.0.0.1/sign-in/abc", "reset", 12)

    LOOP.run(Mailer(settings_for(port)).send(link_mail(BO, link, ("fr",))))

    (mail,) = inbox.mails
    assert (mail["From"], mail["To"]) == (FROM, BO)
    assert mail["Subject"] == "Nouveau mot de passe pour Bilan"
    assert mail.get_content_type() == "text/plain"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "Il sert une fois, pendant 12 heures." in inbox.text()
    assert "http://127.0.0.1/sign-in/abc\n" in inbox.text()


def test_whoever_has_chosen_no_language_gets_both() -> None:
    mail = link_mail(BO, LinkSent("http://a/sign-in/b", "invited", 12))

    assert mail.subject == "Votre accès à Bilan / Your access to Bilan"
    assert mail.text.index("Bonjour") < mail.text.index("* * *") < mail.text.index("Hello")
    assert mail.text.count("http://a/sign-in/b\n") == 2


@pytest.mark.parametrize("way", ["starttls", "tls"])
def test_an_encrypted_way_with_a_password(way: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with mail_server(way) as (inbox, port):
        settings = settings_for(port, smtp_security=way, smtp_user="bilan", smtp_password=PASSWORD)
        assert fault(settings) == "certificate"  # nobody knows who signed it
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        send(settings)
        wrong = settings_for(port, smtp_security=way, smtp_user="bilan", smtp_password="x")  # noqa: S106

        assert inbox.recipients == [BO]
        assert fault(wrong) == "password"


def test_nothing_is_said_in_clear_to_a_server_that_should_encrypt(post: tuple[Post, int]) -> None:
    inbox, port = post

    assert fault(settings_for(port, smtp_security="starttls")) == "clear"
    assert fault(settings_for(port, smtp_security="tls")) == "certificate"
    assert inbox.mails == []


def test_what_a_server_does_not_take_is_told_apart(
    post: tuple[Post, int], caplog: pytest.LogCaptureFixture
) -> None:
    inbox, port = post
    inbox.refused = {"nobody@example.org"}

    assert fault(settings_for(port), "nobody@example.org") == "recipient"
    assert fault(settings_for(port), "é@example.org") == "recipient"  # no SMTPUTF8 wanted
    inbox.refuses_sender = True
    assert fault(settings_for(port)) == "sender"
    inbox.silent = True
    assert fault(settings_for(port, smtp_seconds=0.2)) == "slow"
    assert inbox.mails == []
    ours = [each.getMessage() for each in caplog.records if each.name.startswith("service.")]
    assert "1 e-mail not sent: recipient" in ours
    assert "@" not in "".join(ours)  # nobody's address


def test_a_server_that_is_not_there_is_said_so() -> None:
    with held_port() as port:
        assert fault(settings_for(port)) == "unreachable"
        assert fault(settings_for(port, smtp_host="nowhere.invalid")) == "unreachable"


def test_the_command_says_what_became_of_it(
    post: tuple[Post, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox, port = post
    runner = CliRunner()

    unset = runner.invoke(main, ["mail", "test", BO])
    for name, value in (("HOST", "127.0.0.1"), ("PORT", str(port)), ("FROM", FROM)):
        monkeypatch.setenv(f"BILAN_SMTP_{name}", value)
    clear = runner.invoke(main, ["mail", "test", BO])
    monkeypatch.setenv("BILAN_SMTP_SECURITY", "none")
    nobody = runner.invoke(main, ["mail", "test", "bo"])
    sent = runner.invoke(main, ["mail", "test", BO])

    assert (unset.exit_code, "BILAN_SMTP_HOST" in unset.output) == (1, True)
    assert (clear.exit_code, "no encryption" in clear.output) == (1, True)
    assert (nobody.exit_code, "no e-mail address" in nobody.output) == (1, True)
    assert sent.output == (
        f"The mail server has taken an e-mail for {BO}. See whether it arrives.\n"
    )
    assert inbox.recipients == [BO]


def test_every_fault_has_a_sentence_in_both_languages() -> None:
    faults = ("unreachable", "slow", "clear", "certificate", "password", "sender", "recipient")

    for each in (*faults, "refused"):
        said = {fault_said(each, language) for language in LANGUAGES}  # type: ignore[arg-type]
        assert len(said) == 2
        assert all(sentence.endswith(".") for sentence in said)


def test_the_certificate_is_for_tests_alone() -> None:
    assert "keeps nothing secret" in Path(CERTIFICATE).read_text("utf-8")


@pytest.mark.parametrize("more", ["\r\nBcc: z@example.org", "\nX-Z: 1", "\rX-Z: 1"])
def test_no_name_adds_a_header(post: tuple[Post, int], more: str) -> None:
    inbox, port = post
    for mail in (
        Mail(to=BO, subject=f"Bonjour{more}", text="Bonjour"),
        Mail(to=f"{BO}{more}", subject="Bonjour", text="Bonjour"),
    ):
        with pytest.raises(MailNotSent):
            asyncio.run(Mailer(settings_for(port)).send(mail))
    assert inbox.mails == []
