"""python -m benchmarks.pages.long_list FILE COUNT: an invented list of achievements to import before measuring."""

import os
import sys
from pathlib import Path


def main(path: str, count: str) -> None:
    """Write the list as CSV."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")
    import django

    django.setup()
    from benchmarks.import_scale import HEADERS, rows
    from qiao.foundation.tabular.writing import write_csv

    write_csv(Path(path), HEADERS, rows(int(count)))


if __name__ == "__main__":
    main(*sys.argv[1:3])
