"""The lowest point of a function of a few numbers, without its slopes (Nelder and Mead, 1965)."""

MOST_STEPS = 400


def lowest(function, start, step=0.3, tolerance=1e-5, near=0.03, most_steps=MOST_STEPS):
    """A place where ``function`` is no higher than at ``start``.

    :param start: a list of numbers
    :param step: how far the first other places lie from ``start``, along each number
    :param tolerance: the search ends where the places' values differ by less,
    :param near: and the places too, along each number; or after ``most_steps``
    """
    places = [list(start)]
    for index in range(len(start)):
        place = list(start)
        place[index] += step
        places.append(place)
    ranked = sorted(((function(place), place) for place in places), key=_value)
    for _step in range(most_steps):
        if ranked[-1][0] - ranked[0][0] < tolerance and _widest(ranked) < near:
            break
        _move(function, ranked)
        ranked.sort(key=_value)
    return ranked[0][1]


def _value(pair):
    return pair[0]


def _widest(ranked):
    return max(max(numbers) - min(numbers) for numbers in zip(*(place for _value, place in ranked), strict=True))


def _move(function, ranked):
    """Replace the worst place by a better one beyond the others' middle, or draw all towards the best."""
    worst_value, worst = ranked[-1]
    others = [place for _value, place in ranked[:-1]]
    middle = [sum(numbers) / len(others) for numbers in zip(*others, strict=True)]

    def at(share):
        place = [m + share * (w - m) for m, w in zip(middle, worst, strict=True)]
        return function(place), place

    mirrored = at(-1.0)
    if mirrored[0] < ranked[0][0]:
        ranked[-1] = min(mirrored, at(-2.0), key=_value)
    elif mirrored[0] < ranked[-2][0]:
        ranked[-1] = mirrored
    else:
        nearer = at(-0.5) if mirrored[0] < worst_value else at(0.5)
        if nearer[0] < min(mirrored[0], worst_value):
            ranked[-1] = nearer
        else:
            best = ranked[0][1]
            for index in range(1, len(ranked)):
                place = [b + 0.5 * (p - b) for b, p in zip(best, ranked[index][1], strict=True)]
                ranked[index] = (function(place), place)
