"""The commands of the documentation that no test runs, and why; a test holds the list against the pages."""

_INDEX = "installs from a package index"
_SERVES = "serves until it is stopped; tests/test_demo.py runs it"
_ITSELF = "would run these tests again"

#: Reasons by page and command.
NOT_RUN = {
    ("README.rst", "make demo"): _SERVES,
    ("README.rst", "make test"): _ITSELF,
    ("docs/checking-files.rst", "sops -d lms.yml | proctoring-config check -"): "needs SOPS and a key",
    ("docs/tutorials/author.rst", "make demo"): _SERVES,
    ("docs/tutorials/developer.rst", "make demo"): _SERVES,
    ("docs/tutorials/fork.rst", "make demo"): _SERVES,
    ("docs/tutorials/operator.rst", "make demo"): _SERVES,
    ("docs/refactoring.rst", "pip install 'proctoring-config[refactor]'"): _INDEX,
}
