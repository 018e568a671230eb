"""The program, as `weakspot` and as `python -m weakspot`."""


def main() -> None:
    """Load and run the program; Ctrl+C while it loads or exits only sets
    the exit code.
    """
    try:
        from weakspot.cli import run  # within: most of a short run is loading

        run()
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
