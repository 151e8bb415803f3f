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

# Table: what is found, its id, which version of it the row is (or NULL), its title, the other texts.
SEARCHED = {
    "problem": ("problem", "id", None, "title", ("story", "location")),
    "card": ("card", "id", None, "title", ("action", "beneficiaries", "first_effect", "needs")),
    "complaint_version": (
        "complaint",
        "complaint_id",
        "import_id",
        "category",
        ("title", "description", "address", "agency_responsible"),
    ),
}


def upgrade() -> None:
    make = _make_on_sqlite if op.get_bind().dialect.name == "sqlite" else _make_on_postgres
    make()


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


def _make_on_sqlite() -> None:
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
    for table in SEARCHED:
        for statement in _sqlite_statements(table):
            op.execute(statement)


def _sqlite_statements(table: str) -> list[str]:
    kind, subject, version, title, texts = SEARCHED[table]

    def version_of(row: str) -> str:
        return f"{row}.{version}" if version else "NULL"

    def words(row: str) -> str:
        return f"{row}.{title}, " + " || char(10) || ".join(f"coalesce({row}.{text}, '')" for text in texts)

    def entry(row: str) -> str:
        return f"SELECT n FROM search_entry WHERE subject_id = {row}.{subject} AND version_id IS {version_of(row)}"

    enter = (
        "INSERT INTO search_entry (kind, workshop_id, subject_id, version_id) "
        f"VALUES ('{kind}', NEW.workshop_id, NEW.{subject}, {version_of('NEW')});"
        f"INSERT INTO search_words (rowid, title, text) VALUES (last_insert_rowid(), {words('NEW')});"
    )
    forget = (
        "INSERT INTO search_words (search_words, rowid, title, text) "
        f"VALUES ('delete', ({entry('OLD')}), {words('OLD')});"
    )
    again = f"INSERT INTO search_words (rowid, title, text) VALUES (({entry('NEW')}), {words('NEW')});"
    leave = f"DELETE FROM search_entry WHERE n = ({entry('OLD')});"
    searched = ", ".join((title, *texts))
    return [
        f"CREATE TRIGGER {table}_search_insert AFTER INSERT ON {table} BEGIN {enter} END",
        f"CREATE TRIGGER {table}_search_update AFTER UPDATE OF {searched} ON {table} BEGIN {forget} {again} END",
        f"CREATE TRIGGER {table}_search_delete AFTER DELETE ON {table} BEGIN {forget} {leave} END",
        # What is there already.
        "INSERT INTO search_entry (kind, workshop_id, subject_id, version_id) "
        f"SELECT '{kind}', workshop_id, {subject}, {version_of('source')} FROM {table} AS source",
        f"INSERT INTO search_words (rowid, title, text) SELECT n, {words('source')} FROM {table} AS source "
        f"JOIN search_entry ON subject_id = source.{subject} AND version_id IS {version_of('source')}",
    ]


def _make_on_postgres() -> None:
    op.execute(
        "CREATE TABLE search_entry (n BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind VARCHAR(20) NOT NULL, "
        "workshop_id UUID NOT NULL, subject_id UUID NOT NULL, version_id UUID, words TSVECTOR NOT NULL)"
    )
    op.execute("CREATE INDEX ix_search_entry_subject_id ON search_entry (subject_id, version_id)")
    op.execute("CREATE INDEX ix_search_entry_words ON search_entry USING gin (words)")
    for table in SEARCHED:
        for statement in _postgres_statements(table):
            op.execute(statement)


def _postgres_statements(table: str) -> list[str]:
    kind, subject, version, title, texts = SEARCHED[table]

    def version_of(row: str) -> str:
        return f"{row}.{version}" if version else "NULL::uuid"

    def words(row: str) -> str:
        rest = " || ' ' || ".join(f"coalesce({row}.{text}, '')" for text in texts)
        return f"setweight(to_tsvector('simple', {row}.{title}), 'A') || setweight(to_tsvector('simple', {rest}), 'B')"

    columns = "kind, workshop_id, subject_id, version_id, words"
    return [
        f"CREATE FUNCTION {table}_search() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP <> 'INSERT' THEN DELETE FROM search_entry "
        f"WHERE subject_id = OLD.{subject} AND version_id IS NOT DISTINCT FROM {version_of('OLD')}; END IF; "
        f"IF TG_OP <> 'DELETE' THEN INSERT INTO search_entry ({columns}) "
        f"VALUES ('{kind}', NEW.workshop_id, NEW.{subject}, {version_of('NEW')}, {words('NEW')}); END IF; "
        "RETURN NULL; END $$",
        f"CREATE TRIGGER {table}_search AFTER INSERT OR DELETE OR UPDATE OF {', '.join((title, *texts))} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_search()",
        f"INSERT INTO search_entry ({columns}) "
        f"SELECT '{kind}', workshop_id, {subject}, {version_of('source')}, {words('source')} FROM {table} AS source",
    ]
