"""The program: `weakspot`, and `python -m weakspot`."""


def main() -> None:
    """Load and run it; Ctrl+C meanwhile, and on the way out, is told to the shell alone."""
    try:
        from weakspot.cli import run  # within: most of a short run is loading

        run()
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
