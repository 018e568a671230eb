"""The spelling check reads what players read, and gives the place of an unknown
word.
"""

from pathlib import Path

import pytest
from tools.spelling import Dictionary, find_faults, main, parse_dictionary

BANK = """\
section: rag
title: Retreival
about: How passages are foudn.
notes: |
  ## Chunking

  Cut `txet` into pasages, see https://exampel.org/a.
topics:
  chunkign: {title: Chunkking}
questions:
  - id: frist
    kind: choice
    topic: chunkign
    level: 2
    prompt: Why does a serach miss it?
    options:
      - text: The pieces are too lnog
        right: true
      - {text: The color of it, why: Nobody coloured itt.}
    hint: Look at max_lenght, or at v2.txetual.
    explain: >-
      Long pieces blur. So do
      LoRAs and GPUs, in one’s owm words.
    source: {title: A handbok}
  - id: tpyed
    kind: typed
    prompt: Fill the {1}.
    gaps:
      - accept: [cahce, kache]
        near: [{text: cashe, why: Thta is money.}]
  - id: numbre
    kind: number
    prompt: How many tokens?
    answer: usres * 2
    near: [{answer: usres * 3, why: Oen too many.}]
  - id: opne
    kind: open
    prompt: What now?
    answer: Mesure it.
    rubric: [Meausres it]
"""

MARKDOWN = """\
# A titel

Run `mkae` at [the place](https://plcae.org).

```sh
mkae play
```

It is behavior.
"""


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return parse_dictionary(
        "# names\nlora loras gpus coloured chunking\nnot: color behavior\n"
    )


def find_misspelled(file: Path, text: str, known: Dictionary) -> list[str]:
    """Return line and word of each fault; its column is compared with the text."""
    file.write_text(text, encoding="utf-8")
    faults = []
    for fault in find_faults(file, known):
        place, _, message = fault.removeprefix(f"{file}:").partition(": ")
        line, column = map(int, place.split(":"))
        word = message.partition("“")[2].partition("”")[0]
        assert text.split("\n")[line - 1][column - 1 :].startswith(word)
        faults.append(f"{line} {word}")
    return faults


def test_all_that_a_player_reads_is_checked_and_nothing_else(
    tmp_path: Path, dictionary: Dictionary
) -> None:
    assert find_misspelled(tmp_path / "01-rag.yaml", BANK, dictionary) == [
        "2 Retreival",
        "3 foudn",
        "7 pasages",
        "9 Chunkking",
        "15 serach",
        "17 lnog",
        "19 color",
        "19 itt",
        "23 owm",
        "29 cahce",
        "30 Thta",
        "35 Oen",
        "39 Mesure",
        "40 Meausres",
    ]


def test_code_and_addresses_of_a_document_are_not_read(
    tmp_path: Path, dictionary: Dictionary
) -> None:
    assert find_misspelled(tmp_path / "a.md", MARKDOWN, dictionary) == [
        "1 titel",
        "9 behavior",
    ]


@pytest.mark.parametrize(
    "word", ["Coloured", "coloured's", "GPUs", "MCP", "MCPs", "LoRA’s", "don’t", "a"]
)
def test_known_words_are_known_in_any_case_and_acronyms_always(
    dictionary: Dictionary, word: str
) -> None:
    assert dictionary.find_fault(word) is None


def test_a_misspelling_is_reported_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "words.txt").write_text(
        "reranker\nnot: color", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text("A reranker of corect color.\n", encoding="utf-8")
    assert main([]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "README.md:1:15: unknown: “corect” (mend it, or add it to questions/words.txt)",
        "README.md:1:22: American: “color” (the banks are in British English)",
        "1 file, 2 words to mend",
    ]
    Path("README.md").write_text("A reranker.\n", encoding="utf-8")
    assert main([]) == 0
