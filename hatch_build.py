"""Puts the banks into a wheel, and not into an editable install, which reads the checkout's own."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Banks(BuildHookInterface):  # type: ignore[type-arg]
    """Adds `questions/` to the package where it is copied."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "editable":
            build_data["force_include"]["questions"] = "weakspot/questions"
