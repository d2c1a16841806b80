"""What stands beside ids of answers and is known to: each with the reason why that is no leak.

Whoever adds a column that holds ids of answers has to write here why it may.
"""

from typing import Final

ACCEPTED: Final = {
    "submissions.submission_id": "the answers themselves",
    "comments.submission_id": "what was written with the answers",
    "matching_codes.submission_id": "hashes of the personal code that came with the answers",
    "erased.submission_id": "keeps a late copy of what was erased out; holds nothing else",
    "mentions.submission_id": "where in which comment an idea stands",
    "told_texts.submission_id": "which comments may be read; in no order",
    "read_comments.submission_id": "which comments a search read",
    "vector_holders.submission_id": "whose texts have vectors",
    "module_ideas.submission_id": "where an idea about a module stands",
    "nearest_themes.submission_id": "which themes to offer for an idea",
    "second_look_ideas.submission_id": "which ideas were drawn for a second look",
    "second_look_placings.submission_id": "where a designer placed an idea",
    "second_look_placings.placed_at": "when a designer placed an idea, not when it was written",
}
"""By place: why."""

BATCHES: Final = {"invitations.left_out": "lists of reminders move on by five links and more"}
"""Columns that part used links, and must never leave fewer than the threshold on one side."""

LINK_COLUMNS: Final = frozenset(
    {
        "invitations.token_hash",
        "invitations.survey",
        "invitations.spent",
        "reminders_sent.token_hash",
        "reminders_sent.sent_on",
    }
)
"""What is kept of links: which, of what survey, whether used; and until the day after, to which
a reminder was sent, used or not."""
