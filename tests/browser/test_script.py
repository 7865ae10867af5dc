"""The component's script: many files, one module."""

import random

import pytest
from playwright.sync_api import Browser

from core.ui import component

pytestmark = pytest.mark.browser
FILES = sorted((component.HERE / "js").glob("*.js"))

LOAD = """async (script) => {
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  return Object.keys(await import(url));
}"""


@pytest.mark.parametrize("seed", range(2))
def test_in_whatever_order_the_files_come_they_make_one_module_with_one_door(
    chromium: Browser, seed
):
    files = random.Random(seed).sample(FILES, len(FILES))
    script = "\n".join(file.read_text(encoding="utf-8") for file in files)
    page = chromium.new_page()
    assert page.evaluate(LOAD, script) == ["default"]
    page.close()


def test_no_file_of_the_script_has_more_than_200_lines():
    lengths = {file.name: len(file.read_text().splitlines()) for file in FILES}
    assert {name: length for name, length in lengths.items() if length > 200} == {}
