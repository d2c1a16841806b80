"""`bilan mail`: see whether e-mails leave."""

import asyncio

import rich_click as click

from dashboards.mails import fault_said, trial_mail
from service.commands.opening import read_settings
from service.mail import Mailer, MailNotSent
from surveys.emails import is_email


@click.group()
def mail() -> None:
    """See whether e-mails leave, as the settings BILAN_SMTP_… say."""


@mail.command()
@click.argument("address")
def test(*, address: str) -> None:
    """Send an e-mail to ADDRESS, and say what became of it."""
    mailer = Mailer(read_settings())
    if not mailer.can_send:
        raise click.ClickException(
            "No mail server is set: BILAN_SMTP_HOST names it (docs/settings.md)."
        )
    if not is_email(address):
        raise click.ClickException(f"{address!r} is no e-mail address.")
    try:
        asyncio.run(mailer.send(trial_mail(address)))
    except MailNotSent as error:
        raise click.ClickException(f"Nothing was sent. {fault_said(error.fault, 'en')}") from error
    click.echo(f"The mail server has taken an e-mail for {address}. See whether it arrives.")
