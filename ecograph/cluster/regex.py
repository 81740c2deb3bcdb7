"""Regular expressions of RE2, DuckDB's engine, as Java and Rust read them alike."""

import re

from ecograph.errors import PlanError

__all__ = ["UTF8", "portable"]

SHORT = {"s": r"\t\n\f\r ", "w": "0-9A-Za-z_", "d": "0-9"}
"""Classes that have other letters in Java or Rust than in RE2."""

KEPT = frozenset("nrtfAzpPx") | frozenset(r"\.*+?()[]{}|^$/'\"- ")
"""What stands for the same after a backslash in all three."""

ONE = "%[89ABab][0-9A-Fa-f]"
UTF8 = (
    r"\A(?:%[0-7][0-9A-Fa-f]"
    f"|%(?:[Cc][2-9A-Fa-f]|[Dd][0-9A-Fa-f]){ONE}"
    f"|%(?:[Ee]0%[ABab]|[Ee][Dd]%[89])[0-9A-Fa-f]{ONE}"
    f"|%[Ee][1-9A-Ca-cEFef]{ONE}{ONE}"
    f"|%(?:[Ff]0%[9ABab]|[Ff]4%8)[0-9A-Fa-f]{ONE}{ONE}"
    f"|%[Ff][1-3]{ONE}{ONE}{ONE})*+\\z"
)
"""Escapes that are UTF-8: no overlong one, no half of a pair, none above U+10FFFF."""


def portable(pattern: str) -> str:
    r"""Return a pattern with the meaning that it has in RE2.

    `$` is the end of the text, never the line break before it; `.` is anything but
    ``\n``; `\s` has no vertical tab; and letters are alike whatever their case in
    Unicode. A group that repeats gives nothing back: Java's engine calls itself for
    each repetition that it could give back, and some thousands overflow its stack. So
    what follows a repeated ``(?:…)`` must not begin as the group does.

    Examples
    --------
    >>> print(portable(r"(?i)^(?:a\s)*b.$"))
    (?iu)^(?:a[\t\n\f\r ])*+b[^\n]\z
    """
    flags = re.match(r"\(\?([is]+)\)", pattern)
    any_letter = r"[\s\S]" if flags and "s" in flags[1] else r"[^\n]"
    rest = pattern[flags.end() :] if flags else pattern
    found = [f"(?{flags[1]}u)" if "i" in flags[1] else flags[0]] if flags else []
    in_class = False
    for part in re.findall(r"(?s)\\.|.", rest):
        if part[0] == "\\":
            found.append(_escaped(part, pattern, in_class=in_class))
        elif in_class:
            in_class = part != "]"
            found.append(f"\\{part}" if part in "[&~" else part)
        else:
            in_class = part == "["
            found.append({"$": r"\z", ".": any_letter}.get(part, part))
    # Groups that are captured hold their last repetition, and repeat little.
    return _possessive("".join(found))


def _escaped(part: str, pattern: str, *, in_class: bool) -> str:
    if part[1] in SHORT:
        return SHORT[part[1]] if in_class else f"[{SHORT[part[1]]}]"
    if part[1] not in KEPT:
        raise PlanError(f"no equivalent of {part} of {pattern!r} in Java and Rust")
    return part


def _possessive(pattern: str) -> str:
    """Let repeated groups that are not captured keep what they have matched."""
    opened: list[bool] = []
    found = ""
    for part in re.findall(
        r"(?s)\\.|\[(?:\\.|[^\]\\])*\]|\(\?:|\)\*(?![?+])|.", pattern
    ):
        if part[0] == "(":
            opened.append(part == "(?:")
        found += part
        if part[0] == ")" and opened.pop() and part == ")*":
            found += "+"
    return found
