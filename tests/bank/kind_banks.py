"""A bank with one sound question of each kind without options."""

from banks import HEAD

COMMON = """\
    topic: chunking
    level: 2
    explain: This is so. That is not.
    source: {title: A handbook}
"""

BODIES = {
    "typed": """\
    prompt: The {1} is filled by a {2}.
    gaps:
      - accept: [KV cache, key-value cache]
        near:
          - {text: prompt cache, why: It outlives the request., misconception: old-vectors}
      - accept: [prefill pass]
""",  # noqa: E501
    "number": """\
    prompt: "{users} users at ${price} each cost how much?"
    draw:
      users: {min: 200, max: 900, step: 50}
      price: {of: [1, 2.5, 3]}
    answer: users * price
    unit: $
    tolerance: 2%
    work: "{users} × {price} = {answer}"
    near:
      - {answer: users * price / 1e3, why: Nothing is per thousand., misconception: old-vectors}
""",  # noqa: E501
    "match": """\
    prompt: Who does what of these?
    pairs:
      - {left: Tokenizer, right: Cuts text}
      - {left: Embedder, right: Makes vectors, why: It makes them., misconception: old-vectors}
      - {left: Index, right: Finds neighbours}
      - {left: Ranker, right: Puts in order}
    spares: [Signs in]
""",  # noqa: E501
    "sort": """\
    prompt: When is each of these done?
    categories:
      - text: At night
        items: [Cutting, Storing, {text: Embedding, why: Once., misconception: old-vectors}]
      - text: At noon
        items: [Asking, Ranking]
""",  # noqa: E501
    "order": """\
    prompt: How does a query go?
    steps:
      - Embed the question
      - Fetch candidates
      - Score each of them
      - Answer from the best
""",
    "lines": """\
    prompt: Which line of the settings is wrong?
    language: yaml
    lines:
      - "source: manuals"
      - {text: "tokens: 8000", fault: true, why: Too long., fix: "tokens: 300", misconception: old-vectors}
      - "overlap: 40"
      - {text: "metric: cosine", why: It suits.}
      - "top: 50"
""",  # noqa: E501
    "decision": """\
    prompt: Codes are mixed up. What now?
    actions:
      - {text: Add a word index, right: true}
      - {text: Embed once more, why: Nothing changes., misconception: old-vectors}
    reasons:
      - {text: Vectors blur digits, right: true}
      - {text: Vectors fade away, why: They do not.}
""",
    "open": """\
    prompt: A change feels better. What do you ask?
    answer: Which cases, and by how much.
    rubric:
      - Asks for cases
      - Asks for a measure
      - Asks for a bar
""",
}


def make_kind_item(
    kind: str, id: str | None = None, old: str = "", new: str = ""
) -> str:
    """Return the YAML of a question of `kind`, with `old` replaced by `new`."""
    text = f"  - id: {id or kind}\n    kind: {kind}\n{BODIES[kind]}{COMMON}"
    assert old in text
    return text.replace(old, new, 1) if old else text


KINDS_BANK = HEAD + "".join(make_kind_item(kind) for kind in BODIES)
