"""The process that `redrawing` starts: one picture from standard input, drawn anew onto standard output.

It ends with 0, or with 1 and an error's code on standard error.
"""

from __future__ import annotations

import io
import resource
import sys

from backend.errors import DomainError
from backend.viewing import pictures
from backend.viewing.errors import DocumentTooLarge

MEMORY_MOST = 2 << 30


def main(page: int, longest_side: int) -> int:
    """Draws; returns the exit status."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MOST, MEMORY_MOST))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        source = io.BytesIO(sys.stdin.buffer.read())
        sys.stdout.buffer.write(pictures.redraw(source, page=page, longest_side=longest_side))
    except DomainError as error:
        return _failed(error.code)
    except MemoryError:
        return _failed(DocumentTooLarge.code)
    return 0


def _failed(code: str) -> int:
    sys.stderr.write(code)
    return 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
