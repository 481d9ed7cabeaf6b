"""The interface as a whole: its operations, its renderer, and faults with the values that caused them."""

import json
from datetime import datetime
from typing import Any, NoReturn

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.errors import ValidationError, ValidationErrorContext
from ninja.renderers import BaseRenderer

from qiao.api import verbs  # noqa: F401 -- importing declares the operations
from qiao.api.registering import router
from qiao.api.routes import (  # noqa: F401
    account,
    catalogue,
    changes,
    commissions,
    editions,
    imports,
    introductions,
    matches,
    organisations,
)
from qiao.core.calendar import CHINA

VERSION = "1"


class _Encoder(DjangoJSONEncoder):
    def default(self, o: Any) -> Any:
        return o.astimezone(CHINA).isoformat() if isinstance(o, datetime) else super().default(o)


class Utf8Renderer(BaseRenderer):
    """JSON in which Chinese stands as Chinese; instants carry the offset of Shanghai."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:  # noqa: ARG002
        """The answer as text."""
        return json.dumps(data, ensure_ascii=False, cls=_Encoder)


class Interface(NinjaAPI):
    """Leaves every exception to the gate, which knows the problem answers."""

    def on_exception(self, request: HttpRequest, exc: Any) -> NoReturn:  # noqa: ARG002
        """Pass it on."""
        raise exc

    def validation_error_from_error_contexts(
        self, error_contexts: list[ValidationErrorContext[Any]]
    ) -> ValidationError:
        """Every fault with its place and the value that was sent."""
        errors = []
        for context in error_contexts:
            model = context.model
            places = model.__ninja_flatten_map_reverse__
            for error in context.pydantic_validation_error.errors(include_url=False):
                place = places.get(error["loc"], error["loc"])
                errors.append({**error, "loc": (model.__ninja_param_source__, *place)})
        return ValidationError(errors)


interface = Interface(
    title="Qiao",
    version=VERSION,
    description="The interface for programs of the technology-transfer zone platform.",
    renderer=Utf8Renderer(),
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
)
interface.add_router("", router)
