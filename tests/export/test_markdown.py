"""Streamlit's Markdown as HTML."""

import pytest

from core.export import katex
from core.export.markdown import blocks, words


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("a *b* `c`", "a <em>b</em> <code>c</code>"),
        (":blue[*D*(*x*)]", '<span class="blue"><em>D</em>(<em>x</em>)</span>'),
        (
            ":small[:gray[no score]]",
            '<span class="small"><span class="gray">no score</span></span>',
        ),
        (
            r"${-\log D}$ is",
            r'<span class="tex" data-tex="{-\log D}">{-\log D}</span> is',
        ),
        (
            "so $$a^2$$",
            'so <span class="tex line" data-tex="a^2" tabindex="0">a^2</span>',
        ),
        (r"5 \$ and 6 \$", "5 $ and 6 $"),
        ("at 3:30 [1]", "at 3:30 [1]"),
        ("<b>1 < 2</b>", "&lt;b&gt;1 &lt; 2&lt;/b&gt;"),
        (":material/share: Share", "Share"),
        ("J\\*", "J*"),
    ],
)
def test_a_line_of_markdown_becomes_html(text: str, made: str):
    assert words(text) == made


def test_lists_tables_and_breaks_are_blocks():
    assert "<li>one</li>" in blocks("- one\n- two")
    assert "<th>a</th>" in blocks("| a | b |\n|---|---|\n| 1 | 2 |")
    assert "<br />" in blocks("one  \ntwo")


def test_the_style_of_formulas_knows_every_class_that_the_script_gives(tmp_path):
    katex.put(tmp_path)
    script, style = (
        (tmp_path / f"katex.{kind}").read_text(encoding="utf-8")
        for kind in ("js", "css")
    )
    assert "katex-sizing" in script
    assert ".katex .katex-sizing.reset-size6.size3" in style
    assert ".katex .katex-strut" in style
    assert ".katex-display" in style
    fonts = {path.name for path in (tmp_path / "fonts").iterdir()}
    assert len(fonts) > 10
    assert all(f"fonts/{name}" in style for name in fonts)
