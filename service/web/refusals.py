"""What the API answers where it refuses, as its description says it: problem+json (RFC 9457).

A handler names what only it can refuse, in `responses`; what any route can is added to all of them
by `usual_refusals`.
"""

from collections.abc import Mapping

import msgspec
from litestar.openapi import ResponseSpec

from surveys.roles import Permission

PROBLEM = "application/problem+json"


class ProblemDetails(msgspec.Struct, frozen=True, kw_only=True):
    """Why a request was refused (RFC 9457)."""

    status: int
    title: str
    detail: str


class AnswerProblem(msgspec.Struct, frozen=True, kw_only=True):
    """Why one answer cannot be kept; `question` is null when it concerns them all."""

    question: str | None
    fr: str
    en: str


class AnswersDoNotFit(ProblemDetails, frozen=True, kw_only=True):
    problems: tuple[AnswerProblem, ...]


class FieldProblem(msgspec.Struct, frozen=True, kw_only=True):
    """Why what stands in one field cannot be."""

    field: str
    fr: str
    en: str


class FieldsDoNotFit(ProblemDetails, frozen=True, kw_only=True):
    problems: tuple[FieldProblem, ...]


def refusal(description: str, shape: type[ProblemDetails] = ProblemDetails) -> ResponseSpec:
    return ResponseSpec(
        data_container=shape,
        description=description,
        media_type=PROBLEM,
        generate_examples=False,
    )


def usual_refusals(needs: object, path: str, *, takes_json: bool) -> Mapping[int, ResponseSpec]:
    """Return what a route can refuse whatever it does.

    Args:
        needs: What it asks of whoever calls it, as the guard reads it.
        path: Its address, with its parameters.
        takes_json: Whether it reads JSON that is sent.
    """
    found = {400: refusal("It cannot be read: the detail says where, and why.")}
    if isinstance(needs, Permission):
        found |= {
            401: refusal("Nobody is signed in, and no token is known."),
            403: refusal("Their roles, or this token, do not allow it here."),
        }
    if "{" in path:
        found[404] = refusal("There is nothing under this address.")
    if takes_json:
        found[413] = refusal("Too large.")
        found[415] = refusal("What is sent is not called application/json.")
    return found | {503: refusal("The disk is full, or fails: try again.")}
