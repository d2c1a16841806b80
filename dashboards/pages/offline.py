"""What a participant is shown where there is no network: what their device keeps for them.

The worker of the form (`static/worker.js`) fetches this page while it can, and shows it
when answers could not be sent. It is the same for everybody and every survey: the
script puts in what waits on the device, which no server knows.
"""

from dashboards.render import Page
from dashboards.wording import Words
from surveys.texts import Language


def kept_page(language: Language) -> Page:
    """Return the page that says what waits on a device, and sends it once it can."""
    context = {
        "language": language,
        "other_language": "en" if language == "fr" else "fr",
        "t": Words("form", language),
        "demonstration": False,
    }
    return Page("form/kept.html", language, context)
