"""Index, ask, change and match all pairs, at every size from 10,000 to the one asked for, in one run.

    python -m benchmarks.matching [--records N] [--demands N] [--only N]

N is 100,000 by default. Figures by the clock are of the machine as it was, which is printed; processor time hardly
depends on what else runs.
"""

import argparse
import sys
import tempfile

from benchmarks.matching.database import prepare


def main() -> int:
    """Run the sizes one after the other and print what came of it."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--records", type=int, default=100_000)
    asked.add_argument("--demands", type=int, default=10_000)
    asked.add_argument("--only", action="store_true", help="only the size itself, without the smaller ones")
    given = asked.parse_args()
    sizes = [size for size in (10_000, 100_000, 1_000_000) if size < given.records and not given.only]
    with tempfile.TemporaryDirectory(prefix="qiao-matching-") as folder:
        prepare(folder)
        from benchmarks.matching.steps import growth, measure

        figures = [measure(folder, size, min(given.demands, size)) for size in (*sizes, given.records)]
        growth(figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
