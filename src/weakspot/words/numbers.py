"""Shares, counts and lengths of time in words."""


def percent(share: float) -> str:
    """“41 %”, of a share in 0..1."""
    return f"{round(100 * share)} %"


def range_words(low: float, high: float) -> str:
    """“55 to 71”, in per cent, of two shares in 0..1."""
    return f"{round(100 * low)} to {round(100 * high)}"


def times_words(number: int) -> str:
    """“once”, “twice”, “3 times”."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def format_duration(seconds: float) -> str:
    """“48 s”, “8 min 12 s”, “8 min”, “1 h 5 min”."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s".removesuffix(" 0 s")
    return f"{whole // 3600} h {whole % 3600 // 60} min".removesuffix(" 0 min")


def format_minutes(seconds: float, brief: bool = False) -> str:
    """“about 8 min”, or “8 min” if `brief`; at least one minute."""
    words = f"{max(1, round(seconds / 60))} min"
    return words if brief else f"about {words}"


def tolerance_words(tolerance: float | str) -> str:
    """“within 2 %”, “within 0.5”, or “exact”."""
    if isinstance(tolerance, str):
        number, sign, _ = tolerance.partition("%")
        return f"within {number.strip()}{' %' if sign else ''}"
    return f"within {tolerance:g}" if tolerance else "exact"
