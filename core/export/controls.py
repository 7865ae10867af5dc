"""A page's controls as the browser's own: pills, menus, sliders, answers to choose."""

import html

from core.export import markdown
from core.export.variables import Variable


def control(of: Variable) -> str:
    """The control in HTML; ``course.js`` sets it and listens to it."""
    if of.kind in ("pills", "guess"):
        return _radios(of)
    label = markdown.words(of.label)
    name = f'id="set-{of.key}" data-set="{of.key}"'
    if of.kind == "menu":
        pairs = zip(of.values, of.shown or of.values, strict=True)
        options = "".join(
            f'<option value="{html.escape(value)}">{html.escape(shown)}</option>'
            for value, shown in pairs
        )
        return f'<label class="set">{label} <select {name}>{options}</select></label>'
    last = len(of.values) - 1
    values = html.escape("|".join(of.values))
    return (
        f'<label class="set">{label} <output></output><input type="range" {name} '
        f'min="0" max="{last}" step="1" data-values="{values}"></label>'
    )


def _radios(of: Variable) -> str:
    options = "".join(
        f'<label><input type="radio" name="{of.key}" data-set="{of.key}" '
        f'value="{html.escape(value)}"> <span>{markdown.words(shown)}</span></label>'
        for value, shown in zip(of.values, of.shown or of.values, strict=True)
    )
    label = markdown.words(of.label)
    return f'<fieldset class="{of.kind}"><legend>{label}</legend>{options}</fieldset>'
