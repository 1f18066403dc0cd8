"""git.py."""

import os
import subprocess
from unittest import mock

from ddt import ddt, named_data

from proctoring_config.refactor.checkout import list_files
from proctoring_config.refactor.git import list_uncommitted, run_git
from tests.refactor.tools import FolderCase
from tests.refactor.trees import commit, git

#: What a checkout configures (%s is a program), and whether ``git status`` runs the program without our precautions.
PROGRAMS = [
    ["file_system_monitor", {"core.fsmonitor": "%s"}, True],
    ["hooks_elsewhere", {"core.hooksPath": ".git/planted"}, True],
    ["hooks", {"core.hooksPath": ".git/hooks"}, True],
    ["filter", {"filter.x.clean": "%s"}, True],
    ["required_filter", {"filter.x.clean": "%s", "filter.x.required": "true"}, True],
    ["filter_process", {"filter.x.process": "%s"}, True],
    ["filter_with_odd_name", {"filter.a=b.c.clean": "%s"}, True],
    ["filter_of_an_included_file", {"include.path": "planted/config"}, True],
    ["filter_of_the_worktree", {"extensions.worktreeConfig": "true"}, True],
    [
        "fetch_of_a_missing_object",
        {
            "core.repositoryFormatVersion": "1",
            "extensions.partialClone": "origin",
            "remote.origin.url": ".",
            "remote.origin.promisor": "true",
            "remote.origin.uploadpack": "%s",
        },
        True,
    ],
    [
        "fetch_through_ssh",
        {
            "core.repositoryFormatVersion": "1",
            "extensions.partialClone": "origin",
            "remote.origin.url": "ssh://git@example.com/x",
            "remote.origin.promisor": "true",
            "core.sshCommand": "%s",
        },
        True,
    ],
    ["filter_without_a_name", {"filter.clean": "%s"}, False],
    ["pager", {"core.pager": "%s", "pager.status": "%s"}, False],
    ["diff", {"diff.external": "%s", "diff.x.textconv": "%s", "diff.x.command": "%s"}, False],
    ["alias", {"alias.status": "!%s", "alias.ls-files": "!%s", "alias.config": "!%s"}, False],
    ["editor_and_signature", {"core.editor": "%s", "gpg.program": "%s", "commit.gpgSign": "true"}, False],
]
ATTRIBUTES = b"*.py filter=x diff=x\nb.py filter=a=b.c\n"


@ddt
class ListUncommittedTest(FolderCase):
    """Changed and new files, and programs of the checkout, which must not run."""

    def plant(self, options):
        """Make a repository whose configuration names a program, and return the file that the program would make."""
        made = self.root.parent / f"{self.root.name}-made"
        self.addCleanup(made.unlink, missing_ok=True)
        for path in ("a.py", "b.py"):
            self.put(path)
        git(self.root, "init", "-q")
        self.put(".git/info/attributes", ATTRIBUTES)
        commit(self.root)
        hooks = [f"{name}/post-index-change" for name in ("planted", "hooks") if "core.hooksPath" in options]
        for path in ("program", *hooks):
            self.put(f".git/{path}", f"#!/bin/sh\ntouch {made}\n")
            (self.root / ".git" / path).chmod(0o755)
        program = str(self.root / ".git/program")
        for path in ("planted/config", "config.worktree"):
            self.put(f".git/{path}", f'[filter "x"]\nclean = {program}\n')
        if "extensions.partialClone" in options:
            (self.root / f".git/objects/{self.tree[:2]}/{self.tree[2:]}").unlink()
        for option, value in options.items():
            git(self.root, "config", option, value.replace("%s", program))
        return made

    @property
    def tree(self):
        """The id of the tree of the commit."""
        return git(self.root, "rev-parse", "HEAD^{tree}").strip()

    def touch(self):
        """Make git look at the content of the files again."""
        for path in ("a.py", "b.py"):
            os.utime(self.root / path, (1, 1))

    @named_data(*PROGRAMS)
    def test_programs_of_the_checkout_do_not_run(self, options, runs):
        made = self.plant(options)
        self.touch()
        uncommitted = list_uncommitted(self.root)
        self.assertIn(uncommitted, ([], None) if "remote.origin.url" in options else ([],))
        self.assertEqual(list(list_files(self.root)), ["a.py", "b.py"])
        self.assertFalse(made.exists())
        self.touch()
        subprocess.run(["git", "-C", self.root, "status"], capture_output=True, check=False)
        self.assertEqual(made.exists(), runs)

    def test_hooks_of_the_checkout_are_switched_off(self):
        git(self.root, "init", "-q")
        git(self.root, "config", "core.hooksPath", "hooks")
        self.assertEqual(run_git(self.root, "config", "core.hooksPath"), "/dev/null\n")

    def test_programs_of_a_submodule_do_not_run(self):
        made = self.plant({})
        git(self.root, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(self.root), "part")
        commit(self.root)
        git(self.root / "part", "config", "filter.x.clean", str(self.root / ".git/program"))
        self.put(".git/modules/part/info/attributes", ATTRIBUTES)
        os.utime(self.root / "part/a.py", (1, 1))
        self.assertEqual(list_uncommitted(self.root), [])
        self.assertFalse(made.exists())
        git(self.root, "status")
        self.assertTrue(made.exists())

    def test_filter_of_the_user_is_used(self):
        self.plant({})
        config = self.root / ".git/of_the_user"
        self.put(".git/of_the_user", b'[filter "x"]\nclean = printf filtered\nrequired = true\n')
        with mock.patch.dict("os.environ", {"GIT_CONFIG_GLOBAL": str(config)}):
            (self.root / "a.py").write_text("other\n")
            git(self.root, "add", "a.py")
            commit(self.root)
            self.touch()
            self.assertEqual(list_uncommitted(self.root), [])

    def test_changed_and_new_files(self):
        self.put("a.py")
        git(self.root, "init", "-q")
        self.assertEqual(list_uncommitted(self.root), ["a.py"])
        commit(self.root)
        self.assertEqual(list_uncommitted(self.root), [])
        self.put("a.py", b"changed")
        self.assertEqual(list_uncommitted(self.root), ["a.py"])
