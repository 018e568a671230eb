"""A bank with one question of each kind, and a game that asks them in a given order."""

from pathlib import Path
from random import Random

from weakspot.engine.session import Session, Slot
from weakspot.game import Game

BANK = r"""
section: adaptation
title: Model adaptation
about: How models are fitted to a task.
notes: |
  # Families
  Some change the weights.
topics:
  families: {title: Adaptation families}
misconceptions:
  retrains: LoRA retrains the base.
cases:
  bot: {title: "A support bot's trace", text: "One line."}
questions:
- id: choice
  kind: choice
  topic: families
  level: 2
  prompt: Which weights does `LoRA` train?
  hint: Something is added.
  options:
    - {text: Small added matrices; the base stays frozen, right: true}
    - {text: "The base weights, at a lower rate", why: They stay as they were., misconception: retrains}
    - {text: The tokenizer, why: It has none.}
  explain: Only the added matrices get gradients.
  source: {title: "LoRA", url: "https://arxiv.org/abs/2106.09685"}
- id: multi
  kind: multi
  topic: families
  level: 3
  prompt: A judge prefers A 64 % of the time, and 41 % when the order is swapped. What do you do?
  options:
    - {text: Judge each pair in both orders, right: true}
    - {text: Report the share of pairs that flip, right: true}
    - {text: Raise the judge's temperature, why: Noise hides the bias and cancels nothing.}
    - {text: Keep the first order, why: A won there because it stood first.}
  explain: The order alone moved the verdict.
  source: {title: Judges}
- id: truefalse
  kind: truefalse
  topic: families
  level: 1
  prompt: An MCP server has to know which model will call it.
  answer: false
  why: It talks to a client in the host.
  explain: The model is the host's business.
  source: {title: MCP}
- id: typed
  kind: typed
  topic: families
  level: 1
  prompt: Decoding reuses keys and values from the {1}; the pass that fills it is called {2}.
  gaps:
    - accept: [KV cache, key-value cache]
      near:
        - {text: prompt cache, why: That one is kept between requests.}
    - accept: [prefill, prefilling]
  explain: The prompt is read once.
  source: {title: Serving}
- id: number
  kind: number
  topic: families
  level: 3
  prompt: >-
    {users} users send {turns} turns a day of {tokens} input tokens, at ${price} per million.
    The bill for 30 days?
  draw:
    users: {min: 200, max: 900, step: 50}
    turns: {min: 5, max: 20}
    tokens: {min: 2000, max: 8000, step: 500}
    price: {of: [1, 2.5, 3]}
  answer: users * turns * tokens * price * 30 / 1e6
  unit: $
  tolerance: 2%
  work: "{users} × {turns} × {tokens} × 30 / 1e6 × ${price} = ${answer}"
  near:
    - {answer: users * turns * tokens * price * 30 / 1e3, why: The price is per million.}
  explain: Tokens times price.
  source: {title: Prices}
- id: match
  kind: match
  topic: families
  level: 1
  prompt: Who usually does what?
  pairs:
    - {left: ML engineer, right: Trains a ranking model on click logs, why: Logs are training data.}
    - {left: AI engineer, right: Wires retrieval into a support assistant}
    - {left: MLOps engineer, right: Rolls out GPU node pools}
    - {left: Research engineer, right: Scales a pretraining run}
  spares: [Negotiates the data licence]
  explain: Titles overlap.
  source: {title: Roles}
- id: sort
  kind: sort
  topic: families
  level: 2
  prompt: What happens to the weights?
  categories:
    - text: They change
      items: [{text: DPO, why: It trains on pairs.}, QLoRA]
    - text: They stay
      items: [Few-shot examples, RAG, Dropping the oldest turns]
  explain: Training changes weights.
  source: {title: Families}
- id: order
  kind: order
  topic: families
  level: 2
  prompt: How does RLHF go?
  steps:
    - Fine-tune on demonstrations
    - Collect preferences over samples
    - Train the reward model
    - Optimise the policy against it
  explain: The reward model comes before the policy.
  source: {title: RLHF}
- id: lines
  kind: lines
  topic: families
  level: 3
  prompt: Which lines let a poisoned document do harm?
  language: python
  lines:
    - "docs = retriever.search(question, k=20)"
    - {text: 'context = "\n".join(d.text for d in docs)', why: "Sound: joining is not yet trusting."}
    - text: 'prompt = f"{context}\n\nQ: {question}"'
      fault: true
      why: It puts text beside instructions.
      fix: prompt = wrap(context, question)
    - "for attempt in range(5):"
    - "    reply = llm(prompt, temperature=0)"
    - "    if reply: break  # the first one that is not empty will do, whatever it says of the question"
    - text: 'score = judge(reply, model="same-as-llm")'
      fault: true
      why: Judges favour their own.
      fix: score = judge(reply)
    - "log(question, reply)"
    - "return reply"
  explain: Line 3 puts retrieved text beside the instructions; line 7 lets a model judge itself.
  source: {title: Guardrails}
- id: decision
  kind: decision
  topic: families
  level: 4
  prompt: Prices change hourly and answers must follow. One engineer, two weeks.
  actions:
    - {text: Look the price up at question time, right: true}
    - {text: Fine-tune on the list every night, why: Stale by a day., misconception: retrains}
  reasons:
    - {text: What changes often stays outside the model, right: true}
    - {text: Weights store exact figures well, why: They blur them.}
    - {text: A longer prompt costs nothing, why: Every token is billed.}
  explain: Look it up.
  source: {title: Choosing}
- id: open
  kind: open
  topic: families
  level: 4
  prompt: A prompt change "feels better". What do you ask in review?
  answer: Which cases? Run both prompts on one golden set and agree on a threshold first.
  rubric:
    - Asks for a fixed set of cases
    - Compares both prompts on the same cases
    - Sets the bar before looking
  explain: A feeling is not a measure.
  source: {title: Evals}
"""  # noqa: E501
NUMBERS = {"users": 200.0, "turns": 5.0, "tokens": 2000.0, "price": 2.5}
SHOWN = {
    "choice": ((1, 0, 2),),
    "multi": ((2, 0, 3, 1),),
    "truefalse": ((0, 1),),
    "typed": (),
    "number": (),
    "match": ((0, 1, 2, 3), (4, 2, 0, 3, 1)),
    "sort": ((2, 0, 3, 1, 4), (0, 1)),
    "order": ((2, 0, 3, 1),),
    "decision": ((1, 0), (2, 0, 1)),
    "open": (),
}


def open_kind_game(home: Path, bank: str = BANK) -> Game:
    """Open a game on this one bank, with its save in `home`."""
    (home / "questions").mkdir(exist_ok=True)
    (home / "questions" / "01-adaptation.yaml").write_text(bank, encoding="utf-8")
    return Game.open(home, rng=Random(1))


def start_kinds_round(game: Game, *kinds: str) -> Session:
    """Start a round of these kinds, with options in the order of SHOWN."""
    drawn = game.rounds.start("section", section="adaptation", questions=20, seed=1)
    slots = {slot.question.partition("/")[2]: slot for slot in drawn.slots}
    wanted: list[Slot] = []
    for kind in kinds:
        slot = slots[kind]
        numbers = NUMBERS if slot.numbers else {}
        made = Slot(
            question=slot.question,
            revision=slot.revision,
            shown=SHOWN.get(kind, slot.shown),
            numbers=numbers,
            reason="new",
        )
        wanted.append(made)
    return Session(id=drawn.id, mode=drawn.mode, scope=drawn.scope, slots=tuple(wanted))
