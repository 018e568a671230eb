"""Banks of many short questions, for the rules about whole courses."""

LEVEL = ["abcdefghijkl", "bcdefghijklm", "cdefghijklmn", "defghijklmno"]

TOP = """\
section: rag
title: Retrieval
about: How passages are found.
notes: "## Chunking\\n## Ranking\\n## Unused"
topics:
  chunking: {title: Chunking}
  ranking: {title: Ranking}
  unused:
    title: Unused
misconceptions:
  held: Somebody holds it.
  unheld: Nobody holds it.
cases:
  bill: {title: A bill, text: 5 dollars}
  log: {title: A log, text: A line}
questions:
"""


def make_course_item(
    n: int, options: list[str], key: int = 0, kind: str = "choice", **fields: object
) -> str:
    """Return the YAML of question `n`, of `kind`; the option at index `key` is
    right.
    """
    fields = {"topic": "chunking", "level": 1 + n % 4, **fields}
    lines = [
        f"- id: q-{n}",
        f"kind: {kind}",
        f"prompt: Prompt number {n} asks {chr(97 + n % 26) * (5 + n)}?",
    ]
    lines += [f"{name}: {str(value).lower()}" for name, value in fields.items()]
    lines += ["explain: One. Two.", "source: {title: A}"]
    if kind == "choice":
        lines.append("options:")
        for place, text in enumerate(options):
            lines.append(
                f"- {{text: {text}, "
                + ("right: true}" if place == key else "why: So.}")
            )
    else:
        lines.append("why: So.")
    return "".join(
        ("  " if line[0] == "-" and line[2] == "i" else "    ") + line + "\n"
        for line in lines
    )


def make_picks_item(n: int, rights: int) -> str:
    """Return the YAML of question `n`, of kind multi: the first options are right."""
    item = make_course_item(n, LEVEL)
    item = item.replace("kind: choice", "kind: multi").replace(
        "right: true", "why: So."
    )
    return item.replace("why: So.", "right: true", rights)
