"""What handlers take and send that their signatures do not say, for the API's description."""

from dataclasses import dataclass

from litestar.openapi.spec import (
    OpenAPIMediaType,
    OpenAPIResponse,
    OpenAPIType,
    Operation,
    Parameter,
    RequestBody,
    Schema,
)
from litestar.openapi.spec.enums import OpenAPIFormat

from surveys.slices import DIMENSIONS

_TEXT = Schema(type=OpenAPIType.STRING)
_DAY = Schema(
    any_of=[
        Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.DATE),
        Schema(type=OpenAPIType.STRING, max_length=0),  # as a form leaves it
    ]
)

_SLICE = (
    *(
        Parameter(
            name=dimension,
            param_in="query",
            schema=_TEXT,
            description=f"Only answers of this {dimension}: a code. One filter at a time.",
        )
        for dimension in DIMENSIONS
    ),
    Parameter(
        name="only",
        param_in="query",
        schema=_TEXT,
        description="The same in one word, such as `role:volunteer`.",
    ),
)
_PERIOD = tuple(
    Parameter(name=name, param_in="query", schema=_DAY, description=f"Only cohorts {which}.")
    for name, which in (
        ("from", "that begin on this day or later"),
        ("to", "that begin on this day or earlier"),
    )
)


@dataclass
class Selecting(Operation):
    """Reads `surveys.slices` out of the address."""

    def __post_init__(self) -> None:
        self.parameters = [*(self.parameters or ()), *_SLICE]


@dataclass
class SelectingPeriod(Operation):
    """The same, and a period."""

    def __post_init__(self) -> None:
        self.parameters = [*(self.parameters or ()), *_SLICE, *_PERIOD]


@dataclass
class TakingToml(Operation):
    """Reads a text that is no JSON, and the cohort it is meant for."""

    def __post_init__(self) -> None:
        self.request_body = RequestBody(
            content={"application/toml": OpenAPIMediaType(schema=_TEXT)},
            description="The text of a questionnaire, TOML in UTF-8.",
        )
        cohort = Parameter(
            name="cohort",
            param_in="query",
            schema=_TEXT,
            description="Check it against the roster of this cohort too.",
        )
        self.parameters = [*(self.parameters or ()), cohort]


@dataclass
class SendingThemes(Operation):
    """Sends a file, in one of two formats."""

    def __post_init__(self) -> None:
        content = {each: OpenAPIMediaType(schema=_TEXT) for each in ("text/csv", "application/xml")}
        sent = OpenAPIResponse(description="The file.", content=content)
        self.responses = {**(self.responses or {}), "200": sent}
