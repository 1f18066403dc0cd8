"""Start a new fixer: ``python -m tests.refactor.new_fixer NAME`` writes its module and its test module."""

import argparse
import re
from pathlib import Path

from tests.places import ROOT

SKELETON = Path(__file__).with_name("skeleton")


def write_fixer(name: str, root: Path = ROOT) -> list[Path]:
    """Write both modules under ``root`` and return their paths. Raises ``ValueError`` for an unusable name."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise ValueError(f"{name!r} is not a module name: use lowercase letters, digits and underscores")
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


def main(argv: list[str] | None = None) -> None:
    """Write the modules of the fixer that is named on the command line, and print their paths."""
    parser = argparse.ArgumentParser(prog="python -m tests.refactor.new_fixer", description="Start a new fixer.")
    parser.add_argument("name", metavar="NAME", help="the name of its module, such as old_label")
    try:
        paths = write_fixer(parser.parse_args(argv).name)
    except ValueError as error:
        parser.error(str(error))
    for path in paths:
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
