"""``make platform TREE=... PYTHON=...``: serve Studio and LMS of an edx-platform checkout until Ctrl-C."""

import os
import sys
import tempfile
import time
from pathlib import Path

from demo.edx_platform.launch import StartError, running


def main():
    """Start both and print their addresses."""
    tree = Path(sys.argv[1] if len(sys.argv) > 1 else "").resolve()
    if not (tree / "cms/envs/test.py").is_file():
        sys.exit(f"{tree} is not a checkout of edx-platform. Run: make platform TREE=/path/to/edx-platform PYTHON=...")
    studio, lms = (int(os.environ.get(name) or port) for name, port in (("STUDIO_PORT", 8002), ("LMS_PORT", 8003)))
    print(f"Starting Studio and LMS of {tree}, which takes one or two minutes.", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        try:
            with running(sys.executable, tree, Path(folder).resolve(), studio, lms) as logs:
                print(f"\n  Studio  http://127.0.0.1:{studio}/start/\n  LMS     http://127.0.0.1:{lms}/start/\n")
                print("Logs:", *logs)
                print("Press Ctrl-C to stop. Courses and users are then deleted.", flush=True)
                while True:
                    time.sleep(60)
        except StartError as error:
            sys.exit(f"{error}\nSee above why it did not start.")
        except KeyboardInterrupt:
            pass


if __name__ == "__main__":
    main()
