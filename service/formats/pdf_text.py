"""The text of a PDF, read back as other programs read it."""

import logging
from io import BytesIO

from pypdf import PdfReader

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # whoever asks says what is wrong


def pdf_text(content: bytes) -> str | None:
    """Return the text of all pages; None if it is no PDF that can be read."""
    try:
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    except Exception:  # noqa: BLE001 -- a damaged file can fail anywhere in its reader
        return None
