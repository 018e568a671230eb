"""Puts the banks into a wheel, but not into an editable install, which reads those of
the checkout.
"""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BanksHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds `questions/` to the package unless the install is editable."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "editable":
            build_data["force_include"]["questions"] = "weakspot/questions"
