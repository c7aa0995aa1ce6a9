"""Lines as short text: quantised, delta coded, base-64 variable-length numbers, safe inside JSON and HTML.

A stream holds any number of lines. Each line is the count of its points, then x and y of each as the
difference to the point before it, which for a line's first point is the last point of the line before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["ALPHABET", "decode_lines", "encode_lines"]

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_CONTINUES = 32
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_SHORT = tuple(ALPHABET[value] for value in range(_CONTINUES))


def encode_lines(lines: Iterable[Sequence[Sequence[float]]], scale: float) -> str:
    """``lines`` of (x, y), each multiplied by ``scale`` and rounded, as one stream.

    Points that fall on their predecessor are dropped, except a line's last one when it stands alone.
    """
    parts: list[str] = []
    x = y = 0
    for line in lines:
        steps: list[int] = []
        for px, py in ((round(point[0] * scale), round(point[1] * scale)) for point in line):
            if steps and px == x and py == y:
                continue
            steps += (px - x, py - y)
            x, y = px, py
        parts.append(_unsigned(len(steps) // 2))
        parts += [_unsigned(step << 1 if step >= 0 else (-step << 1) - 1) for step in steps]
    return "".join(parts)


def decode_lines(stream: str, scale: float) -> list[list[tuple[float, float]]]:
    """The lines that `encode_lines` wrote, to within half a step."""
    numbers = _numbers(stream)
    lines: list[list[tuple[float, float]]] = []
    position = 0
    x = y = 0
    while position < len(numbers):
        count = numbers[position]
        line = []
        for at in range(position + 1, position + 1 + 2 * count, 2):
            x += _signed(numbers[at])
            y += _signed(numbers[at + 1])
            line.append((x / scale, y / scale))
        lines.append(line)
        position += 1 + 2 * count
    return lines


def _unsigned(value: int) -> str:
    if value < _CONTINUES:
        return _SHORT[value]
    text = ""
    while value >= _CONTINUES:
        text += ALPHABET[value % _CONTINUES + _CONTINUES]
        value //= _CONTINUES
    return text + ALPHABET[value]


def _signed(value: int) -> int:
    return value >> 1 if not value & 1 else -((value + 1) >> 1)


def _numbers(stream: str) -> list[int]:
    numbers: list[int] = []
    value, factor = 0, 1
    for character in stream:
        digit = _VALUES[character]
        value += digit % _CONTINUES * factor
        if digit >= _CONTINUES:
            factor *= _CONTINUES
        else:
            numbers.append(value)
            value, factor = 0, 1
    return numbers
