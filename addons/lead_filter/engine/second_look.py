"""Which refused requests come up for a second look: a random few that nobody can foresee, the same every time."""

from hashlib import sha256

WHOLE = 2**64


def is_drawn(number, share, secret=""):
    """Whether the request with this number is among the ``share`` (0 to 1) that is looked at again.

    The draw is seeded by the number: refusing a request twice does not draw it anew, and a larger share only adds to
    a smaller one. The secret of the database keeps whoever refuses from knowing which ones it will be.
    """
    drawn = int.from_bytes(sha256(f"{secret}:{number}".encode()).digest()[:8])
    return drawn < share * WHOLE
