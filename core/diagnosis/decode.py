"""From bytes, in whatever encoding, to lines without colours, stamps and bars.

The number of a line is that of the file: nothing here adds or removes one, except that
a carriage return alone ends a line too, as progress bars use it.
"""

import codecs
import re

from core.diagnosis.log import UnreadableError

MOST_CHARACTERS = 10_000_000
MOST_ROWS = 200_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r\x08\x0b\x0c\x1b") + b"\x7f"
_PLAIN = {
    "\u2212": "-",
    "\uff1a": ":",
    "\uff1d": "=",
    "\uff0c": ",",
    "\uff1b": ";",
    "\uff08": "(",
    "\uff09": ")",
    "\u3010": "[",
    "\u3011": "]",
    "\u3001": ",",
    "\u3000": " ",
    "\u00a0": " ",
    "\u2192": "->",
    "\ufeff": "",
    "\x08": "",
    "\u2502": "|",
    "\u2503": "|",
    "&nbsp;": " ",
}
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b\][^\x07\n]*\x07|\x1b.")
_BOXES = re.compile("[\u2500-\u2501\u250c-\u257f]")  # frames of tables
_CELL = re.compile(r"</t[dh]>", re.I)
_HTML = re.compile(
    r"</?(?:br|p|pre|code|span|div|table|thead|tbody|td|tr|th)\b[^<>\n]{0,80}>", re.I
)
_DAY = (
    r"(?:(?:(?<=1)9|(?<=2)0)\d\d[-/.]\d\d?[-/.]\d\d?"
    r"|\d?[-/.]\d\d?[-/.](?:19|20)\d\d\b"
    r"|\d[-/]\d\d[-/]\d\d(?= \d\d:\d\d))"
)
_CLOCK = (
    r":\d\d(?::\d\d)?(?:[.,]\d++)?(?![\d:])(?:\s?[AP]M\b)?(?:Z\b|[+-]\d\d:?\d\d\b)?"
)
_STAMPS = re.compile(
    rf"[0-9](?<![A-Za-z0-9_.:].)(?:{_DAY}(?:[T ]\d\d?{_CLOCK})?|\d{{0,2}}{_CLOCK})",
    re.ASCII,
)
# Each begins with one sign, to which a search skips: most texts have no stamp at all.
_SIGNS = (r":\d\d", r"\.\d\d?[-/.]\d", r"/\d\d?[-/.]\d", r"-\d\d?[-/.]\d")
_SOME_STAMP = tuple(re.compile(sign, re.ASCII) for sign in _SIGNS)
_BAR = re.compile(r"(?<=\d)%\|[^|\n]{0,300}\|")


def text_of(data: str | bytes) -> str:
    """The text, with plain line ends and signs.

    Raises:
        UnreadableError: if there is nothing, too much, or no text.
    """
    text = _decoded(data) if isinstance(data, bytes) else data
    if len(text) > MOST_CHARACTERS:
        raise UnreadableError(
            f"This log has {len(text) / 1e6:.2f} million characters; at most "
            f"{MOST_CHARACTERS / 1e6:.0f} million can be read: keep every tenth line."
        )
    if _odd(text) > 0.01 * len(text):
        raise UnreadableError("This is not text: it looks like a binary file.")
    if "\r" in text:
        text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    if "\x1b" in text:
        text = _ESCAPES.sub("", text)
    for odd, plain in _PLAIN.items():
        if odd in text:
            text = text.replace(odd, plain)
    if not text.isascii():
        text = _BOXES.sub("-", text)
    if "<" in text:
        text = _HTML.sub(" ", _CELL.sub("\t", text))
    if not text.strip():
        raise UnreadableError("There is nothing to read: the log is empty.")
    return text


def without_stamps(text: str) -> str:
    """The text without dates, times of day and progress bars, line for line."""
    if "%|" in text:
        text = _BAR.sub("% ", text)
    if not any(sign.search(text) for sign in _SOME_STAMP):
        return text
    return _STAMPS.sub(" ", text)


def _odd(text: str) -> int:
    """How many characters no text has."""
    data = text.encode("utf-8", "surrogatepass")
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls + text.count("\ufffd")


def _decoded(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    zeros = data.count(0)
    if zeros > 0.2 * len(data):  # Latin letters in UTF-16 have a zero byte each
        high = data[1::2].count(0) > 0.8 * zeros
        low = data[::2].count(0) > 0.8 * zeros
        if high or low:
            encoding = "utf-16-le" if high else "utf-16-be"
            return data.decode(encoding, errors="replace")
    for cut in range(4):  # a file cut within a character
        try:
            return data[: len(data) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
