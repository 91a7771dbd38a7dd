"""ERB (Ruby), with the helpers of Rails."""

from __future__ import annotations

from pixelgate.parse.template import rails
from pixelgate.parse.template.dialect import Delimiter, Dialect, Role

ERB = Dialect(
    name="erb",
    delimiters=(
        Delimiter(Role.COMMENT, r"<%#", r"-?%>"),
        Delimiter(Role.OUTPUT, r"<%==?", r"-?%>"),
        Delimiter(Role.CODE, r"<%-?(?![%#=])", r"-?%>"),
    ),
    code=rails.said,
    extensions=(".erb", ".rhtml"),
    implied=rails.implied,
    files=rails.files,
    near=True,
)
