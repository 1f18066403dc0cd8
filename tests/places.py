"""Where things are."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
#: The installed command, which need not be on the path.
COMMAND = str(Path(sys.executable).with_name("proctoring-config"))
#: A checkout of edx-platform from before the change, which nobody changes; empty if there is none at hand.
TREE = os.environ.get("PROCTORING_CONFIG_PLATFORM_TREE", "")
