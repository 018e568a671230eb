"""The anchor for screens: an app with one Label that any key changes. `--load FOLDER`
parses banks first.
"""

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import Label


class BareApp(App[None]):
    """One Label that counts key presses."""

    count = 0

    def compose(self) -> ComposeResult:
        yield Label("count-0")

    def on_key(self) -> None:
        self.count += 1
        self.query_one(Label).update(f"count-{self.count}")


if __name__ == "__main__":
    if "--load" in sys.argv:
        import yaml

        for path in sorted(Path(sys.argv[-1]).glob("*.yaml")):
            yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    BareApp().run()
