"""The installation by `make`, and its repetition; by dry runs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout, set up for play, in a folder with a space in its name."""
    folder = tmp_path / "my checkout"
    (folder / ".venv" / "bin").mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copyfile(ROOT / name, folder / name)
        os.utime(folder / name, (0, 0))
    (folder / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (folder / ".venv" / "pyvenv.cfg").write_text(
        f"command = python3 -m venv {folder}/.venv\n", "utf-8"
    )
    for at, name in enumerate((".made", ".playable"), 1):
        (folder / ".venv" / name).touch()
        os.utime(folder / ".venv" / name, (at, at))
    return folder


def make_play_commands(folder: Path) -> str:
    env = {"PATH": os.environ["PATH"]}  # the tests may be run by make themselves
    result = subprocess.run(
        ["make", "-n", "play"], cwd=folder, env=env, capture_output=True, check=True
    )
    return result.stdout.decode()


def test_a_checkout_that_is_set_up_is_played_without_installing(checkout: Path) -> None:
    assert make_play_commands(checkout) == ".venv/bin/weakspot \n"


def test_a_checkout_that_was_moved_is_installed_again(checkout: Path) -> None:
    moved = checkout.rename(checkout.with_name("elsewhere"))
    assert " -m venv --clear .venv" in make_play_commands(moved)
    assert "pip install" in make_play_commands(moved)


def test_a_checkout_whose_python_is_gone_is_installed_again(checkout: Path) -> None:
    python = checkout / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to(checkout / "gone")
    assert " -m venv --clear .venv" in make_play_commands(checkout)


def test_a_linked_environment_is_left_alone(checkout: Path) -> None:
    shared = (checkout / ".venv").rename(checkout.with_name("shared"))
    (checkout / ".venv").symlink_to(shared)
    assert (
        make_play_commands(checkout) == ".venv/bin/weakspot \n"
    )  # made through the link
    (shared / "pyvenv.cfg").write_text(f"command = python3 -m venv {shared}\n", "utf-8")
    assert make_play_commands(checkout) == ".venv/bin/weakspot \n"
