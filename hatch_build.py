"""The build hook: compiles the tables into the index that the wheel carries.

The index is written outside the tree, so that a build that dies half-way leaves nothing behind
that could be mistaken for data.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class IndexHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds errmap/index.sqlite to a wheel; an editable install needs none."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Lint and compile the tables; a problem in one stops the build."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from errmap.build import load_all, write_index

        self.folder = tempfile.mkdtemp()
        index = os.path.join(self.folder, "index.sqlite")
        tables, _ = load_all(os.path.join(self.root, "tables"), None)
        write_index(tables, index, {}).close()
        build_data["force_include"][index] = "errmap/index.sqlite"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the index that is now in the wheel."""
        if version != "editable":
            shutil.rmtree(self.folder)
