"""What a participant is shown where there is no network: what their device keeps for them.

The worker of the form (`static/worker.js`) fetches this page while it can, and shows it
when answers could not be sent. It is the same for everybody and every survey: the
script puts in what waits on the device, which no server knows.
"""

from dashboards.pages.participant_frame import participant_page
from dashboards.render import Page
from surveys.texts import Language


def kept_page(language: Language) -> Page:
    """Return the page that says what waits on a device, and sends it once it can."""
    return participant_page("form/kept.html", language)
