import sqlite3

from weakspot.store.migrating import MIGRATIONS, migrate, objects_in, objects_of


def test_the_newest_format_is_what_the_migrations_come_to() -> None:
    db = sqlite3.connect(":memory:", isolation_level=None)
    migrate(db)
    assert objects_of(MIGRATIONS) == objects_in(db)
    db.close()
