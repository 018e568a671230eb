"""The tables and indexes of a save in format 1, and what came since. It is changed by a migration only."""

APPLICATION_ID = 0x77656B73
"""Marks a file as a save of ours: `weks`."""

ATTEMPT = """\
CREATE TABLE attempt(
  id TEXT PRIMARY KEY NOT NULL,
  at TEXT NOT NULL,
  day TEXT NOT NULL,
  round TEXT NOT NULL,
  mode TEXT NOT NULL,
  section TEXT NOT NULL,
  question TEXT NOT NULL,
  revision TEXT NOT NULL,
  topic TEXT NOT NULL,
  concept TEXT,
  kind TEXT NOT NULL,
  level INT NOT NULL,
  guess REAL NOT NULL,
  score REAL NOT NULL,
  seconds REAL NOT NULL,
  confidence TEXT,
  hint INT NOT NULL,
  seen INT NOT NULL,
  explained INT NOT NULL,
  reason TEXT NOT NULL,
  predicted REAL NOT NULL,
  misconceptions TEXT NOT NULL,
  numbers TEXT NOT NULL,
  given TEXT
) STRICT"""

EVENT = """\
CREATE TABLE event(
  id TEXT PRIMARY KEY NOT NULL,
  at TEXT NOT NULL,
  what TEXT NOT NULL,
  subject TEXT NOT NULL,
  note TEXT
) STRICT"""

NODE = """\
CREATE TABLE node(
  key TEXT PRIMARY KEY NOT NULL,
  mean REAL NOT NULL,
  variance REAL NOT NULL,
  lift REAL NOT NULL,
  evidence REAL NOT NULL,
  answers INT NOT NULL,
  misses INT NOT NULL,
  different INT NOT NULL,
  last TEXT,
  recent TEXT NOT NULL,
  weak INT NOT NULL
) STRICT"""

MEMORY = """\
CREATE TABLE memory(
  question TEXT PRIMARY KEY NOT NULL,
  unit TEXT NOT NULL,
  stability REAL NOT NULL,
  difficulty REAL NOT NULL,
  day TEXT NOT NULL,
  due TEXT NOT NULL,
  revision TEXT NOT NULL,
  seen TEXT NOT NULL,
  score REAL NOT NULL,
  answers INT NOT NULL,
  misses INT NOT NULL
) STRICT"""

DAY = """\
CREATE TABLE day(
  day TEXT PRIMARY KEY NOT NULL,
  attempts INT NOT NULL,
  rounds INT NOT NULL,
  points INT NOT NULL,
  seconds REAL NOT NULL
) STRICT"""

ROUND = """\
CREATE TABLE round(
  id TEXT PRIMARY KEY NOT NULL,
  mode TEXT NOT NULL,
  started TEXT NOT NULL,
  session TEXT NOT NULL
) STRICT"""

ANSWERED = """\
CREATE TABLE answered(
  id TEXT PRIMARY KEY NOT NULL REFERENCES round(id) ON DELETE CASCADE,
  answer TEXT NOT NULL
) STRICT"""

INDEXES = (
    "CREATE INDEX attempt_question ON attempt(question, at)",
    "CREATE INDEX attempt_round ON attempt(round)",
    "CREATE INDEX memory_due ON memory(due)",
    "CREATE INDEX memory_unit ON memory(unit, day)",
    "CREATE INDEX event_what ON event(what, subject)",
    "CREATE INDEX round_started ON round(started)",
)

TABLES = ("attempt", "event", "node", "memory", "day", "round", "answered")

FORMAT_1 = (ATTEMPT, EVENT, NODE, MEMORY, DAY, ROUND, *INDEXES)
