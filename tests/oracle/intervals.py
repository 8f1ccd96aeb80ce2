# SPDX-License-Identifier: Apache-2.0
"""Exact intervals of non-negative numbers, and three-valued truth.

A truth value is True, False or None (unknown). An interval says which values a quantity may have; a
tuple of intervals ("pieces") says it where the values have gaps, as for a die that is planar or not."""

from fractions import Fraction
from typing import NamedTuple, Optional

MOST_PIECES = 64  # beyond this, gaps are closed and the answer is no longer the tightest
MOST_COUNTS = 16  # a range of counts that is taken number by number


class Interval(NamedTuple):
    lo: Fraction
    hi: Optional[Fraction]  # None: unbounded
    lo_open: bool = False
    hi_open: bool = False


NOTHING = Fraction(0)
ZERO = Interval(NOTHING, NOTHING)
ANY = Interval(NOTHING, None)  # unknown, zero included
ABOVE_ZERO = Interval(NOTHING, None, True)


# ---- three-valued truth ----

def all_of(*truths):
    if False in truths:
        return False
    return None if None in truths else True


def any_of(*truths):
    if True in truths:
        return True
    return None if None in truths else False


def no(truth):
    return None if truth is None else not truth


# ---- comparisons with a threshold ----

def at_least(q, line):
    if q.lo >= line:
        return True
    if q.hi is not None and (q.hi < line or (q.hi == line and q.hi_open)):
        return False
    return None


def more_than(q, line):
    if q.lo > line or (q.lo == line and q.lo_open):
        return True
    if q.hi is not None and q.hi <= line:
        return False
    return None


# ---- arithmetic ----

def times(q, factor):
    return Interval(q.lo * factor, None if q.hi is None else q.hi * factor, q.lo_open, q.hi_open)


def plus(a, b):
    if a.hi is None or b.hi is None:
        return Interval(a.lo + b.lo, None, a.lo_open or b.lo_open)
    return Interval(a.lo + b.lo, a.hi + b.hi, a.lo_open or b.lo_open, a.hi_open or b.hi_open)


def total(intervals):
    result = ZERO
    for q in intervals:
        result = plus(result, q)
    return result


def highest(intervals):
    """The highest of values that are each somewhere in their interval; of none, zero."""
    if not intervals:
        return ZERO
    lo = max(q.lo for q in intervals)
    lo_open = any(q.lo_open for q in intervals if q.lo == lo)
    if any(q.hi is None for q in intervals):
        return Interval(lo, None, lo_open)
    hi = max(q.hi for q in intervals)
    return Interval(lo, hi, lo_open, all(q.hi_open for q in intervals if q.hi == hi))


def or_more(q):
    return Interval(q.lo, None, q.lo_open)


def ratio(top, bottom):
    """top / bottom, None where the bottom may be zero and the ratio so may have no value."""
    if bottom.lo == 0 and not bottom.lo_open:
        return None
    if bottom.hi is None:  # as near to zero as one likes, and zero itself only for a zero on top
        lo, lo_open = NOTHING, top.lo > 0 or top.lo_open
    else:
        lo, lo_open = top.lo / bottom.hi, top.lo_open or (bottom.hi_open and top.lo > 0)
    if top.hi == 0:
        return ZERO
    if top.hi is None or bottom.lo == 0:
        return Interval(lo, None, lo_open)
    return Interval(lo, top.hi / bottom.lo, lo_open, top.hi_open or bottom.lo_open)


# ---- pieces ----

def hull(pieces):
    first, last = pieces[0], pieces[-1]
    return Interval(first.lo, last.hi, first.lo_open, last.hi_open)


def merged(pieces):
    """Sorted from low to high, what overlaps or adjoins made one."""
    result = []
    for q in sorted(set(pieces), key=lambda p: (p.lo, p.lo_open)):
        if result and joins(result[-1], q):
            result[-1] = joined(result[-1], q)
        else:
            result.append(q)
    return tuple(result)


def joins(a, b):
    return a.hi is None or b.lo < a.hi or (b.lo == a.hi and not (a.hi_open and b.lo_open))


def joined(a, b):
    if a.hi is None or b.hi is None:
        return Interval(a.lo, None, a.lo_open)
    if a.hi == b.hi:
        return Interval(a.lo, a.hi, a.lo_open, a.hi_open and b.hi_open)
    longer = a if a.hi > b.hi else b
    return Interval(a.lo, longer.hi, a.lo_open, longer.hi_open)


def sum_of_pieces(parts):
    """The pieces of a sum, and whether they are exact (False: there were too many gaps to keep)."""
    result, exact = (ZERO,), True
    for pieces in parts:
        result = merged([plus(a, b) for a in result for b in pieces])
        if len(result) > MOST_PIECES:
            result, exact = (hull(result),), False
    return result, exact


def counted(q, count):
    """The pieces of `count` things of q each (all alike), count a whole number; and whether exact."""
    if count.hi == count.lo:
        return (times(q, count.lo),), True
    if count.hi is not None and count.hi - count.lo < MOST_COUNTS:
        return merged([times(q, n) for n in range(int(count.lo), int(count.hi) + 1)]), True
    hi = None if q.hi is None or count.hi is None else q.hi * count.hi
    return (Interval(q.lo * count.lo, hi, q.lo_open, hi is not None and q.hi_open),), False


def samples(pieces, lines):
    """A value of every part into which the lines (each a part by itself) cut the pieces."""
    result = []
    for q in pieces:
        if q.hi == q.lo:
            result.append(q.lo)
            continue
        inner = sorted(x for x in set(lines) if x > q.lo and (q.hi is None or x < q.hi))
        if not q.lo_open:
            result.append(q.lo)
        before = q.lo
        for x in inner:
            result += [(before + x) / 2, x]
            before = x
        if q.hi is None:
            result.append(before + 1)
        else:
            result.append((before + q.hi) / 2)
            if not q.hi_open:
                result.append(q.hi)
    return result
