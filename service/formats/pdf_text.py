"""The text of a PDF, read back as other programs read it."""

from io import BytesIO

from pypdf import PdfReader


def pdf_text(content: bytes) -> str | None:
    """Return the text of all pages; None if it is no PDF that can be read."""
    try:
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    except Exception:  # noqa: BLE001 -- a damaged file can fail anywhere in its reader
        return None
