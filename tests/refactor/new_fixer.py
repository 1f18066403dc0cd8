"""Start a new fixer: ``python -m tests.refactor.new_fixer NAME`` writes its module and its test module."""

import re
import sys
from pathlib import Path

from tests.places import ROOT

SKELETON = Path(__file__).with_name("skeleton")


def write_fixer(name: str, root: Path = ROOT) -> list[Path]:
    """Write both modules under ``root`` and return their paths. Raises ``ValueError`` for an unusable name."""
    if not re.fullmatch(r"[a-z]\w*", name):
        raise ValueError(f"{name!r} is not a name of a module: use lower case, digits and underscores")
    words = {"NAME": name, "CLASS": "".join(word.title() for word in name.split("_"))}
    paths = {
        root / f"proctoring_config/refactor/fixers/{name}.py": "fixer.txt",
        root / f"tests/refactor/fixers/test_{name}.py": "test_fixer.txt",
    }
    for path in paths:
        if path.exists():
            raise ValueError(f"{path} already exists")
    for path, template in paths.items():
        text = (SKELETON / template).read_text(encoding="utf-8")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(re.sub("|".join(words), lambda word: words[word.group()], text), encoding="utf-8")
    return list(paths)


if __name__ == "__main__":
    for path in write_fixer(*sys.argv[1:]):
        print(path.relative_to(ROOT))
