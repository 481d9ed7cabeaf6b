"""The lock files may name the public registries only: a mirror's address must not leak into them."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ALLOWED = {
    "uv.lock": {"https://pypi.org", "https://files.pythonhosted.org"},
    "package-lock.json": {"https://registry.npmjs.org", "https://github.com", "https://opencollective.com"},
}


def foreign_hosts(name: str) -> set[str]:
    """Hosts in a lock file that are not allowed."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return set(re.findall(r"https?://[^/\"\s]+", text)) - ALLOWED[name]


if __name__ == "__main__":
    found = {name: hosts for name in ALLOWED if (hosts := foreign_hosts(name))}
    for name, hosts in found.items():
        print(f"{name} names {', '.join(sorted(hosts))}; write it again with the default registry")
    sys.exit(1 if found else 0)
