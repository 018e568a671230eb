"""The steps of the mini-lab in words: what is asked, examples, model answers, and what
an interviewer may ask about it.

The examples are all about one made-up project, a bot that reviews pull requests; the
model answers about another, an assistant that reads manuals to field technicians.
"""

from weakspot.engine.kinds.base import Source
from weakspot.engine.lab import FollowUp, LabOption, LabPoint, LabStep

ABOUT = (
    "Describe a project of your own in seven steps, and compare each with a model "
    "answer. It ends in a card: what you said, what is missing, and the topics of the "
    "game that answer each gap. Nothing of it leaves this machine."
)
LESSON = "mini-lab"
"""The section whose lesson explains the lab."""
NOTE = Source(title="AI Engineering as a Discipline (the note), mini-lab")

PROJECT = LabStep(
    slug="project",
    title="Project",
    asks="What does the project do, and for whom?",
    names=(
        "A good answer names the users, what they put in and what they get back.",
        "It says how the task was done before, and what one unit of work is.",
    ),
    example=(
        "A bot comments on the pull requests of our 60 backend engineers. It gets the "
        "diff and the linked ticket, and points out likely bugs and missing tests. "
        "Without it, an author waits four hours on average for a first comment. The "
        "unit of work is one pull request."
    ),
    model=(
        "It answers the questions of 400 field technicians from 2,000 equipment "
        "manuals, on a tablet beside the machine. They type a symptom or an error code "
        "and get the steps of the repair, with the page each step comes from. Before, "
        "they phoned a hotline and waited twelve minutes. The unit of work is one "
        "question answered."
    ),
    points=(
        LabPoint(
            "users",
            "Names the users and the situation in which they use it",
            "no users named",
            ("three-factors/use-case-planning",),
        ),
        LabPoint(
            "input-and-output",
            "Says what goes in and what comes out",
            "input and output not said",
            ("mini-lab/lab-goal-and-questions",),
        ),
        LabPoint(
            "before",
            "Says how the task was done before, or is done without the system",
            "no comparison with how it was done before",
            ("three-factors/use-case-planning",),
        ),
        LabPoint(
            "unit",
            "Names the unit of work in which quality, cost and time are counted",
            "no unit of work",
            ("production-pitfalls/cost-arithmetic",),
        ),
    ),
    follow_up=FollowUp(
        asks=(
            "On your project {name} you said: “{quote}” A director asks why this needs "
            "a foundation model at all. What do you answer, and what would a simpler "
            "solution already achieve?"
        ),
        answer=(
            "For the technicians' assistant: they describe a symptom in their own "
            "words and expect the steps for exactly this machine; no form or list of "
            "rules covers 2,000 manuals. A search box over the manuals would already "
            "find the right page for error codes, about a third of the questions, and "
            "is our baseline. The model saves ten minutes on each of the others, at "
            "900 questions a day."
        ),
        rubric=(
            "Says what varies too much in the input or output for rules or a form",
            "Says what a simpler solution would achieve, as a baseline",
            "Gives the gain in units that a director counts: time, money or errors",
        ),
        explain=(
            "A foundation model pays where inputs are open and outputs have to be "
            "written. Naming the baseline shows which part of the gain is due to it."
        ),
        topic="three-factors/use-case-planning",
    ),
    source=NOTE,
)

TECHNIQUE = LabStep(
    slug="technique",
    title="Technique",
    asks="Which adaptation techniques do you use, and why these?",
    names=(
        "A good answer gives each technique the fact that decided for it.",
        "It says whether weights change, and which simpler technique was ruled out.",
    ),
    example=(
        "Prompting and tools. The system prompt holds our review guide, and a tool "
        "opens files outside the diff, because half of the missed bugs could only be "
        "seen in the calling code. No weights change: the guide is edited every "
        "sprint. Few-shot examples were tried and changed nothing on our 80 cases."
    ),
    model=(
        "RAG, and prompting for the form of the answer. Manuals are revised every "
        "month and have to be cited, so the facts stay outside the model and are "
        "looked up per question; the index follows each revision within a day. No "
        "weights change. Sending whole manuals as context came first: it cost eleven "
        "times as much per question and overlooked tables. Fine-tuning is ruled out as "
        "long as the answers are wrong in content and not in form."
    ),
    points=(
        LabPoint(
            "reason",
            "Gives each technique a reason from the project, such as facts that are "
            "missing or a form that is wrong",
            "no reason for the technique",
            ("model-adaptation/choosing-a-technique",),
        ),
        LabPoint(
            "weights",
            "Says whether weights change, or only the input of the model",
            "not said whether weights change",
            ("model-adaptation/adaptation-families", "mini-lab/classify-the-technique"),
        ),
        LabPoint(
            "simpler",
            "Names a simpler technique that was tried or ruled out, and why",
            "no simpler technique ruled out",
            ("critical-questions/prompting-versus-finetuning",),
        ),
        LabPoint(
            "facts",
            "Says where the facts come from and how they stay up to date",
            "not said where facts come from",
            ("model-adaptation/retrieval-augmented-generation",),
        ),
    ),
    follow_up=FollowUp(
        asks=(
            "On your project {name} you said about the technique: “{quote}” Which "
            "result would make you change to another technique, and to which one?"
        ),
        answer=(
            "For the technicians' assistant: I sort the failures first. If the right "
            "page is missing, I work on retrieval, and no other technique replaces "
            "that. If the page is there and the answer is wrong in content, I try a "
            "stronger model. If the content is right and more than 5 % of the answers "
            "break the required form even with a schema and examples, I fine-tune on "
            "corrected answers, and compare with the tuned prompt as a baseline."
        ),
        rubric=(
            "Sorts failures by kind, such as missing facts against a wrong form",
            "Names the next technique for one kind of failure",
            "Gives the result at which it would change",
            "Compares the new technique with the present one on the same cases",
        ),
        explain=(
            "The kind of failure chooses the technique, and a result agreed on "
            "beforehand chooses the moment. Without the present version as a baseline, "
            "nobody knows what the change contributed."
        ),
        topic="model-adaptation/choosing-a-technique",
    ),
    source=NOTE,
    options=(
        LabOption("prompt", "Prompting", "instructions and form"),
        LabOption("few-shot", "Few-shot", "worked examples in the prompt"),
        LabOption("rag", "RAG", "text looked up per request"),
        LabOption("context", "Context", "history, memory, compaction"),
        LabOption("tools", "Tools", "calls that read or act"),
        LabOption("fine-tuning", "Fine-tuning", "LoRA, DPO, all weights"),
    ),
    several=True,
)

LAYER = LabStep(
    slug="layer",
    title="Layer",
    asks="Which layer of the stack takes most of the work?",
    names=(
        "A good answer shows where the days went, and assigns work by what it changes.",
        "It says what the provider takes over, and what stays with the team.",
    ),
    example=(
        "Application development. Of the last 20 days, 9 went into prompts and tools, "
        "8 into reading traces and collecting cases, and 3 into the queue that runs "
        "the jobs, which is infrastructure. The provider trains, optimises and serves "
        "the model; context, cases and the watch over our error rate stay with us."
    ),
    model=(
        "Application development: 26 of 40 days went into chunking the manuals and "
        "reranking, and 8 into evaluation. The other 6 went into the servers of the "
        "vector index and its nightly update, which is infrastructure; choosing what "
        "goes into the context "
        "is application work, whatever database it runs on. The model is hosted, so "
        "training, optimisation and serving are the provider's. Data preparation, "
        "access rights, evaluation and monitoring stay with us."
    ),
    points=(
        LabPoint(
            "days",
            "Shows the layer by where the days went, with a figure or a share",
            "layer not shown by where the days went",
            ("mini-lab/locate-the-stack-layer",),
        ),
        LabPoint(
            "what-changes",
            "Assigns work by what it changes: no GPU or vector store alone makes it "
            "infrastructure",
            "work not assigned by what it changes",
            ("ai-and-ml-engineering/ai-stack-layers",),
        ),
        LabPoint(
            "provider",
            "Says what the provider does and what stays with the team",
            "not said what the provider does",
            ("what-changed/small-models-and-self-hosting",),
        ),
    ),
    follow_up=FollowUp(
        asks=(
            "On your project {name} you said about the layer: “{quote}” Suppose you "
            "had to run an open model on your own servers. Which work would be added, "
            "what would stay as it is, and what would you want to know before you "
            "decide?"
        ),
        answer=(
            "For the technicians' assistant: serving is added, that is capacity, "
            "scaling, updates and alarms, all of it infrastructure; quantisation may "
            "be added, which is model development. Prompts, retrieval and evaluation "
            "stay. Before I decide I want the tokens per month and their peak, so that "
            "I can compare the price of GPUs at the real utilisation with the price "
            "per token, and a run of our 150 questions on the open model."
        ),
        rubric=(
            "Names serving (capacity, scaling, monitoring) as work that is added",
            "Names work that stays: context, prompts, evaluation",
            "Asks for volume or utilisation, to compare it with a price per token",
            "Runs the evaluation on the open model before deciding",
        ),
        explain=(
            "An API takes over serving and optimisation and leaves the application "
            "layer with you, so self-hosting adds infrastructure and removes nothing. "
            "It pays if the machines are busy, and if the open model passes your "
            "cases."
        ),
        topic="what-changed/small-models-and-self-hosting",
    ),
    source=NOTE,
    options=(
        LabOption("application", "Application", "prompts, context, evals"),
        LabOption("model", "Model", "training data, weights"),
        LabOption("infrastructure", "Infrastructure", "serving, compute, alarms"),
    ),
)

EVALUATION = LabStep(
    slug="evaluation",
    title="Evaluation",
    asks="How do you know that it works?",
    names=(
        "A good answer names the cases, a metric per component, and a threshold set in "
        "advance.",
        "If a model judges, it says how the judge is checked against people's labels.",
    ),
    example=(
        "80 pull requests of last year, with the bugs that were found in them later, "
        "labelled by two engineers; 20 of them are clean, and the bot should say "
        "nothing. Metrics: the share of known bugs that it reports, and false alarms "
        "per pull request. Agreed before the first run: at least 40 %, at most 2. No "
        "model judges: file and line have to match."
    ),
    model=(
        "150 questions from the hotline's log, with the right pages marked by two "
        "senior technicians; 30 of them cannot be answered from the manuals. "
        "Retrieval: recall@5, at least 90 %. Generation: the share of answers whose "
        "every step is supported by the pages, at least 95 %. Both thresholds were set "
        "before the first run. A judge model grades support. On 100 labelled answers "
        "that its prompt was not written on, it passes 94 % of the sound ones and "
        "fails 88 % of the others; we measure that again whenever its prompt or model "
        "changes."
    ),
    points=(
        LabPoint(
            "cases",
            "Names the cases, and reference answers that come from people and not from "
            "the system itself",
            "no reference answers from outside",
            ("mini-lab/plan-the-evaluation",),
        ),
        LabPoint(
            "components",
            "Has a metric for each component, such as recall@k for retrieval and "
            "faithfulness for generation",
            "no metric for each component",
            ("what-changed/ragas-metrics",),
        ),
        LabPoint(
            "threshold",
            "Has a threshold that was set before the results were seen",
            "no threshold before looking",
            ("production-pitfalls/evals-before-production",),
        ),
        LabPoint(
            "judge",
            "Says how the judge is checked against people's labels, or that no model "
            "judges",
            "judge not checked against labels",
            ("production-pitfalls/judge-bias-and-calibration",),
        ),
        LabPoint(
            "declining",
            "Has cases in which declining, or finding nothing, is right",
            "no cases in which declining is right",
            ("mini-lab/plan-the-evaluation",),
        ),
    ),
    follow_up=FollowUp(
        asks=(
            "On your project {name} you said about evaluation: “{quote}” After a "
            "change the metric rises by three points, and complaints rise as well. "
            "What may explain both, and what do you look at first?"
        ),
        answer=(
            "For the technicians' assistant: on 150 questions three points are four or "
            "five cases, which may be noise, so I look at which cases flipped. The set "
            "may no longer resemble live traffic, or the metric may leave out what "
            "users notice, such as time or length. First I read the traces behind the "
            "complaints, sort them by their first failure, and turn them into cases on "
            "which both versions are run."
        ),
        rubric=(
            "Asks whether three points are more than noise on a set of this size",
            "Says that the set may no longer resemble live traffic",
            "Says that the metric may leave out something that users notice",
            "Reads the traces behind the complaints, and makes cases of them",
        ),
        explain=(
            "An offline score and complaints measure different things on different "
            "data, so both can rise. The traces of the complaints show which of the "
            "explanations holds."
        ),
        topic="production-pitfalls/evals-before-production",
    ),
    source=NOTE,
)

COST = LabStep(
    slug="cost",
    title="Cost and latency",
    asks="What does one unit of work cost, and how long does it take?",
    names=(
        "A good answer adds up all calls of one unit of work, and its cost in a month.",
        "It gives latency as a percentile of the whole unit, and a limit for both.",
    ),
    example=(
        "A pull request takes three calls, in all 14,000 input and 1,000 output "
        "tokens: 5.7 ct at $3 and $15 per million. 900 of them a month cost about $51. "
        "p95 is 48 s, most of it two tool calls in a row. The limits are 12 ct and two "
        "minutes; beyond them, large diffs are split first."
    ),
    model=(
        "A question sends 6,000 input tokens, 2,500 of them from the prompt cache, and "
        "gets 350 output tokens: 1.7 ct at $3, $0.30 and $15 per million. At 900 "
        "questions a day that is about $450 a month. From the question to the last "
        "token, p50 is 2.1 s and p95 4.8 s, 0.3 s of it for the search. The limits are "
        "3 ct and 6 s at p95, because the technician stands at the machine; beyond "
        "them, fewer and shorter pages are sent."
    ),
    points=(
        LabPoint(
            "calls",
            "Adds up all calls of one unit of work, input and output priced apart",
            "cost per unit of work not worked out",
            ("production-pitfalls/cost-arithmetic",),
        ),
        LabPoint(
            "volume",
            "Carries the cost on to a month, or to the volume expected",
            "no cost at the expected volume",
            ("production-pitfalls/cost-arithmetic",),
        ),
        LabPoint(
            "percentile",
            "Gives latency as a percentile of the whole unit, not as a mean",
            "latency not given as a percentile",
            ("production-pitfalls/latency-metrics",),
        ),
        LabPoint(
            "limit",
            "Names a limit for both, and what is changed first beyond it",
            "no limit for cost and latency",
            (
                "production-pitfalls/latency-metrics",
                "model-adaptation/context-management",
            ),
        ),
    ),
    follow_up=FollowUp(
        asks=(
            "On your project {name} you said about cost and latency: “{quote}” Within "
            "a month, ten times as many requests arrive. What does that cost, what "
            "reaches its limit first, and what do you change first?"
        ),
        answer=(
            "For the technicians' assistant: $450 a month become about $4,500, a "
            "little less if the prompt cache is hit more often. The provider's rate "
            "limit comes first: at the morning peak requests would queue, and p95 "
            "would rise before the bill does. I ask for a higher limit, and send "
            "questions that are only an error code to a smaller model, once it passes "
            "those cases of our set."
        ),
        rubric=(
            "Multiplies the cost per unit of work by the new volume",
            "Names a limit besides money, such as the rate limit or the queue at peaks",
            "Names one lever and what it saves, such as a cache or a smaller model",
            "Runs the evaluation again after such a change",
        ),
        explain=(
            "Cost grows with volume; waiting time stays flat until a rate limit is "
            "reached at the peak. A cheaper path is a new version of the system, so it "
            "has to pass the same cases."
        ),
        topic="production-pitfalls/cost-arithmetic",
    ),
    source=NOTE,
)

FAILURES = LabStep(
    slug="failures",
    title="Failures",
    asks="What may go wrong, and who sees it?",
    names=(
        "A good answer names the most expensive failure, and who would notice it.",
        "It covers text from outside, calls that fail, and the way to a person.",
    ),
    example=(
        "The most expensive error is a missed bug that a reviewer would have found, "
        "because authors rely on the bot; we see it in the monthly review of "
        "incidents. Diffs of outside contributors can carry instructions, so the bot "
        "can read and comment, and nothing else. If a call fails twice, the pull "
        "request says “not reviewed”, and a colleague reviews it as before."
    ),
    model=(
        "The worst case is a wrong step on a live machine, which the technician would "
        "pay for; safety steps are therefore quoted and never written by the model. "
        "Technicians report an answer by one tap, and the manuals team reads the "
        "reports every day. Manuals come from suppliers and may carry instructions: "
        "the model has no tool that writes, and links are removed from its answers. If "
        "the search finds nothing, or the provider is down, the answer says so and "
        "offers the hotline. Traces of prompt, pages and answer are kept for 30 days."
    ),
    points=(
        LabPoint(
            "worst",
            "Names the most expensive wrong output, and who bears it",
            "most expensive failure not named",
            ("production-pitfalls/demo-to-production-gap",),
        ),
        LabPoint(
            "seen",
            "Says who notices a failure, by which signal",
            "not said who notices a failure",
            ("production-pitfalls/human-layer-and-feedback",),
        ),
        LabPoint(
            "untrusted",
            "Treats text from outside as untrusted, and limits what an instruction in "
            "it could do",
            "nothing said on text from outside",
            ("production-pitfalls/guardrails-and-security",),
        ),
        LabPoint(
            "outage",
            "Says what happens when a call fails or the provider is down",
            "nothing planned for a call that fails",
            ("production-pitfalls/reliability-of-calls",),
        ),
        LabPoint(
            "person",
            "Names the way from the system to a person",
            "no way to a person",
            ("production-pitfalls/human-layer-and-feedback",),
        ),
    ),
    follow_up=FollowUp(
        asks=(
            "On your project {name} you said about failures: “{quote}” A user sends a "
            "screenshot of a harmful output. What do you do in the first hour, and "
            "what do you change so that you see the next one before a user does?"
        ),
        answer=(
            "For the technicians' assistant: I find the trace, with the versions of "
            "prompt, index and model, and see at which step it went wrong. If others "
            "can be harmed meanwhile, I switch that kind of answer to the hotline and "
            "search the traces for similar ones. Then the case enters the test set, "
            "and the failure gets a check: before the answer is shown if it can do "
            "harm, otherwise on a sample of traces every day."
        ),
        rubric=(
            "Finds the trace: prompt, context, and the versions in use",
            "Limits the damage first, such as by switching off that path",
            "Makes a case of it for the test set",
            "Adds a check or signal that would have shown it",
        ),
        explain=(
            "Without a trace the cause stays a guess. The case in the test set keeps "
            "the failure from coming back, and the check finds its relatives."
        ),
        topic="production-pitfalls/human-layer-and-feedback",
    ),
    source=NOTE,
)

NEXT = LabStep(
    slug="next",
    title="What is next",
    asks="What do you change next, and how will you know that it helped?",
    names=(
        "A good answer picks one change by counted failures, and says what it should "
        "move.",
        "It says what would make you go back, and what is left out on purpose.",
    ),
    example=(
        "27 of the 48 missed bugs needed a file that the bot had not opened, so next "
        "it may open five more. We expect 50 % of the known bugs instead of 42, on the "
        "same 80 cases. If false alarms rise above 2 per pull request, we go back. A "
        "finer ranking of comments is left out. A new model would have to pass the "
        "same cases before we move."
    ),
    model=(
        "Of 45 wrong answers in last month's traces, 31 had the right page below rank "
        "five. A reranker is next: recall@5 should rise from 84 to at least 90 % on "
        "the same 150 questions, and p95 by 0.4 s at most. One technician in ten gets "
        "it first; if reports per 1,000 answers rise, we go back. A larger model is "
        "left out on purpose, as only 5 of the 45 had the right page and still a wrong "
        "answer. Our model is retired next autumn: the same 150 questions will choose "
        "its successor."
    ),
    points=(
        LabPoint(
            "counted",
            "Chooses the change by failures that were counted",
            "change not chosen by failures counted",
            ("production-pitfalls/evals-before-production",),
        ),
        LabPoint(
            "effect",
            "Says which metric should move, and by how much",
            "no effect on a metric foreseen",
            ("mini-lab/plan-the-evaluation",),
        ),
        LabPoint(
            "back",
            "Says what would make you go back",
            "no condition for going back",
            ("production-pitfalls/prototype-versus-product",),
        ),
        LabPoint(
            "left-out",
            "Says what is left out on purpose, and why",
            "nothing left out on purpose",
            ("critical-questions/technical-versus-product-skill",),
        ),
        LabPoint(
            "successor",
            "Says how it would move to another model",
            "no plan for another model",
            ("what-changed/model-retirement-and-migration",),
        ),
    ),
    follow_up=FollowUp(
        asks=(
            "On your project {name} you said about what is next: “{quote}” You get one "
            "engineer for two weeks, for one change. Which one is it, and what result "
            "would convince you afterwards that it was the wrong one?"
        ),
        answer=(
            "For the technicians' assistant: the reranker, because 31 of 45 counted "
            "failures had the right page below rank five, more than all other causes "
            "together. It was the wrong choice if recall@5 on the same 150 questions "
            "stays below 90 %, or if it rises and the share of supported answers does "
            "not. I compare case by case with the present version, and write both "
            "thresholds down before the first run."
        ),
        rubric=(
            "Picks one change, with the number of failures behind it",
            "Names a result, fixed beforehand, that would speak against it",
            "Compares both versions on the same cases",
        ),
        explain=(
            "Counted failures show what a change can gain at most. A result that would "
            "speak against it, written down beforehand, keeps the team from finding a "
            "reason afterwards."
        ),
        topic="production-pitfalls/evals-before-production",
    ),
    source=NOTE,
)

STEPS = (PROJECT, TECHNIQUE, LAYER, EVALUATION, COST, FAILURES, NEXT)
"""The steps in their order."""
