"""what can be searched: an index that triggers keep, so that no verb can forget it

A later migration that rebuilds one of the tables on SQLite takes its triggers away and must make them again;
tests/search notices.
"""

# ruff: noqa: S608 (the names that are put into these statements stand in this file)

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# Table: what is found, which version of it, what its title is and which of its texts are searched.
SEARCHED = {
    "problem": ("id", "NULL", "title", ("story", "location")),
    "card": ("id", "NULL", "title", ("action", "beneficiaries", "first_effect", "needs")),
}


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _upgrade_sqlite()
    else:
        _upgrade_postgres()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in SEARCHED:
            for verb in ("insert", "update", "delete"):
                op.execute(f"DROP TRIGGER {table}_search_{verb}")
        op.execute("DROP TABLE search_words")
    else:
        for table in SEARCHED:
            op.execute(f"DROP FUNCTION {table}_search() CASCADE")
    op.execute("DROP TABLE search_entry")


def _upgrade_sqlite() -> None:
    """An entry gives a number to what is found; under it FTS5 keeps the words, not the texts themselves."""
    op.execute(
        "CREATE TABLE search_entry (n INTEGER PRIMARY KEY, kind VARCHAR(20) NOT NULL, "
        "workshop_id CHAR(32) NOT NULL, subject_id CHAR(32) NOT NULL, version_id CHAR(32))"
    )
    op.execute("CREATE INDEX ix_search_entry_subject_id ON search_entry (subject_id, version_id)")
    op.execute(
        "CREATE VIRTUAL TABLE search_words USING fts5("
        "title, text, content='', tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )
    for table, (subject, version, title, texts) in SEARCHED.items():
        searched = ", ".join((title, *texts))

        def row(of: str, subject=subject, version=version) -> str:
            version = version if version == "NULL" else f"{of}.{version}"
            return f"SELECT n FROM search_entry WHERE subject_id = {of}.{subject} AND version_id IS {version}"

        def words(of: str, title=title, texts=texts) -> str:
            return f"{of}.{title}, " + " || char(10) || ".join(f"{of}.{text}" for text in texts)

        own = "NULL" if version == "NULL" else f"NEW.{version}"
        enter = (
            f"INSERT INTO search_entry (kind, workshop_id, subject_id, version_id) "
            f"VALUES ('{table}', NEW.workshop_id, NEW.{subject}, {own}); "
            f"INSERT INTO search_words (rowid, title, text) VALUES (last_insert_rowid(), {words('NEW')});"
        )
        forget = (
            "INSERT INTO search_words (search_words, rowid, title, text) "
            f"VALUES ('delete', ({row('OLD')}), {words('OLD')});"
        )
        again = f"INSERT INTO search_words (rowid, title, text) VALUES (({row('NEW')}), {words('NEW')});"
        leave = f"DELETE FROM search_entry WHERE n = ({row('OLD')});"
        op.execute(f"CREATE TRIGGER {table}_search_insert AFTER INSERT ON {table} BEGIN {enter} END")
        op.execute(
            f"CREATE TRIGGER {table}_search_update AFTER UPDATE OF {searched} ON {table} BEGIN {forget} {again} END"
        )
        op.execute(f"CREATE TRIGGER {table}_search_delete AFTER DELETE ON {table} BEGIN {forget} {leave} END")
        # What is there already: an update that changes nothing would find no entry, so it is entered as if new.
        version_of = "NULL" if version == "NULL" else version
        op.execute(
            f"INSERT INTO search_entry (kind, workshop_id, subject_id, version_id) "
            f"SELECT '{table}', workshop_id, {subject}, {version_of} FROM {table}"
        )
        op.execute(
            f"INSERT INTO search_words (rowid, title, text) SELECT n, {words('source')} FROM {table} source "
            f"JOIN search_entry ON subject_id = source.{subject} AND version_id IS {version_of}"
        )


def _upgrade_postgres() -> None:
    op.execute(
        "CREATE TABLE search_entry (n BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind VARCHAR(20) NOT NULL, "
        "workshop_id UUID NOT NULL, subject_id UUID NOT NULL, version_id UUID, words TSVECTOR NOT NULL)"
    )
    op.execute("CREATE INDEX ix_search_entry_subject_id ON search_entry (subject_id, version_id)")
    op.execute("CREATE INDEX ix_search_entry_words ON search_entry USING gin (words)")
    for table, (subject, version, title, texts) in SEARCHED.items():
        searched = ", ".join((title, *texts))

        def words(of: str, title=title, texts=texts) -> str:
            text = " || ' ' || ".join(f"{of}{one}" for one in texts)
            return (
                f"setweight(to_tsvector('simple', {of}{title}), 'A') || setweight(to_tsvector('simple', {text}), 'B')"
            )

        of_new, of_old = ("NULL", "NULL") if version == "NULL" else (f"NEW.{version}", f"OLD.{version}")
        columns = "kind, workshop_id, subject_id, version_id, words"
        op.execute(
            f"CREATE FUNCTION {table}_search() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP <> 'INSERT' THEN DELETE FROM search_entry "
            f"WHERE subject_id = OLD.{subject} AND version_id IS NOT DISTINCT FROM {of_old}; END IF; "
            f"IF TG_OP <> 'DELETE' THEN INSERT INTO search_entry ({columns}) "
            f"VALUES ('{table}', NEW.workshop_id, NEW.{subject}, {of_new}, {words('NEW.')}); END IF; "
            f"RETURN NULL; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_search AFTER INSERT OR DELETE OR UPDATE OF {searched} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_search()"
        )
        version_of = "NULL::uuid" if version == "NULL" else version
        op.execute(
            f"INSERT INTO search_entry ({columns}) "
            f"SELECT '{table}', workshop_id, {subject}, {version_of}, {words('')} FROM {table}"
        )
