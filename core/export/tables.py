"""A page's tables in HTML."""

from typing import Any

from core.export import markdown


def table(_: object, element: Any) -> str:
    """The rows, with the headings that the page has."""
    frame = element.value
    head = "".join(f'<th scope="col">{_cell(name)}</th>' for name in frame.columns)
    rows = "".join(
        f"<tr>{''.join(f'<td>{_cell(value)}</td>' for value in row)}</tr>"
        for row in frame.itertuples(index=False)
    )
    return (
        f'<div class="table" tabindex="0"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4g}".replace("-", "−")
    return markdown.words(str(value))
