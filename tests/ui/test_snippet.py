from core.ui import snippet


def greet(name: str, times: float, print) -> None:
    """Says it a number of times."""
    import math
    from itertools import repeat

    # As often as was asked for, rounded down.
    for word in repeat(name, math.floor(times)):
        print(word, len(word))


def plain(print) -> None:
    print("a", 1, None)


SOURCE = """\
import math
from itertools import repeat

name = 'ada'
times = 2.5

# As often as was asked for, rounded down.
for word in repeat(name, math.floor(times)):
    print(word, len(word))"""


def test_the_source_is_a_script_imports_first_then_the_values_then_the_rest():
    assert snippet.source(greet, {"name": "ada", "times": 2.5}) == SOURCE


def test_a_snippet_without_imports_and_values_is_its_body():
    assert snippet.source(plain, {}) == 'print("a", 1, None)'


def test_the_output_is_what_the_script_would_print():
    assert snippet.output(greet, {"name": "ada", "times": 2.5}) == "ada 3\nada 3"
    assert snippet.output(plain, {}) == "a 1 None"


def test_other_values_give_another_output():
    assert snippet.output(greet, {"name": "b", "times": 1.0}) == "b 1"
    assert snippet.output(greet, {"name": "b", "times": 0.0}) == ""
