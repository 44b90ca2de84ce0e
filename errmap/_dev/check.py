"""Check everything about the data in one go: the lint rules and the README's examples.

python -m errmap._dev.check
"""

from __future__ import annotations

import sys

from errmap import lint
from errmap._dev import readme
from errmap.loader import load_folder


def main() -> int:
    """Print every problem, then a line of counts; gives 1 if there was a problem."""
    tables, problems = load_folder(str(readme.ROOT / "tables"))
    problems += lint.check(tables)
    for problem in problems:
        print(problem)
    codes = sum(len(system.rows) for system in tables.systems.values())
    print(
        f"{len(tables.systems)} systems, {codes} codes, {len(tables.conditions)} conditions,"
        f" {len(tables.pages)} pages: {len(problems)} problems"
    )
    return 1 if problems else readme.main(check=True)


if __name__ == "__main__":
    sys.exit(main())
