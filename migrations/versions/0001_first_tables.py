"""first tables"""

import sqlalchemy as sa
from alembic import op

from webapp.database import Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("is_administrator", sa.Boolean(), nullable=False),
        sa.Column("disabled_at", Moment(timezone=True), nullable=True),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
    )
    op.create_table(
        "command",
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=True),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("place_id", "actor_id", "key", name=op.f("pk_command")),
    )
    with op.batch_alter_table("command", schema=None) as batch_op:
        batch_op.create_index("ix_command_place_id_seq", ["place_id", "seq"], unique=False)

    op.create_table(
        "due",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("verb", sa.String(length=60), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due")),
    )
    with op.batch_alter_table("due", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_due_at"), ["at"], unique=False)

    op.create_table(
        "event",
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("actor_kind", sa.String(length=12), nullable=True),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("place_id", "seq", "n", name=op.f("pk_event")),
    )
    op.create_table(
        "installation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "series",
        sa.Column("city", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("vision", sa.String(length=400), nullable=False),
        sa.Column("brand_colour", sa.String(length=7), nullable=False),
        sa.Column("accent_hue", sa.Double(), nullable=False),
        sa.Column("accent_chroma", sa.Double(), nullable=False),
        sa.Column("time_zone", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.CheckConstraint("time_zone in ('WIB', 'WITA', 'WIT')", name=op.f("ck_series_time_zone")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
    )
    op.create_table(
        "worker",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seen_at", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker")),
    )
    op.create_table(
        "agency",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("series_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("short_name", sa.String(length=24), nullable=False),
        sa.Column("initials", sa.String(length=2), nullable=False),
        sa.Column("palette", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("palette between 1 and 10", name=op.f("ck_agency_palette")),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_agency_series_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("series_id", "short_name", name=op.f("uq_agency_series_id_short_name")),
    )
    with op.batch_alter_table("agency", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agency_series_id"), ["series_id"], unique=False)

    op.create_table(
        "batch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("series_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_batch_series_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
    )
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_batch_series_id"), ["series_id"], unique=False)

    op.create_table(
        "pillar",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("series_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_pillar_series_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pillar")),
    )
    with op.batch_alter_table("pillar", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pillar_series_id"), ["series_id"], unique=False)

    op.create_table(
        "series_facilitator",
        sa.Column("series_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_series_facilitator_account_id")),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_series_facilitator_series_id")),
        sa.PrimaryKeyConstraint("series_id", "account_id", name=op.f("pk_series_facilitator")),
    )
    with op.batch_alter_table("series_facilitator", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_series_facilitator_account_id"), ["account_id"], unique=False)

    op.create_table(
        "workshop",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.Column("join_code", sa.String(length=8), nullable=False),
        sa.Column("screen_token", sa.String(length=32), nullable=False),
        sa.Column("rescue_version", sa.Integer(), nullable=False),
        sa.Column("wifi_name", sa.String(length=32), nullable=False),
        sa.Column("wifi_password", sa.String(length=63), nullable=False),
        sa.Column("door_locked", sa.Boolean(), nullable=False),
        sa.Column("frozen_at", Moment(timezone=True), nullable=True),
        sa.Column("step_id", sa.Uuid(), nullable=True),
        sa.Column("timer_ends_at", Moment(timezone=True), nullable=True),
        sa.Column("timer_left_ms", sa.Integer(), nullable=True),
        sa.Column("timer_full_ms", sa.Integer(), nullable=False),
        sa.Column("undo_verb", sa.String(length=40), nullable=True),
        sa.Column("undo_before", sa.JSON(), nullable=True),
        sa.Column("undo_until", Moment(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_workshop_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop")),
        sa.UniqueConstraint("join_code", name=op.f("uq_workshop_join_code")),
        sa.UniqueConstraint("screen_token", name=op.f("uq_workshop_screen_token")),
    )
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_workshop_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "browser_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("rescued_workshop_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.Column("seen_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_browser_session_account_id")),
        sa.ForeignKeyConstraint(
            ["rescued_workshop_id"], ["workshop.id"], name=op.f("fk_browser_session_rescued_workshop_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_browser_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_browser_session_token_hash")),
    )
    with op.batch_alter_table("browser_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_browser_session_account_id"), ["account_id"], unique=False)

    op.create_table(
        "seat",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workshop_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("plain_name", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("on_roster", sa.Boolean(), nullable=False),
        sa.Column("same_name", sa.Boolean(), nullable=False),
        sa.Column("joined_at", Moment(timezone=True), nullable=True),
        sa.Column("removed_at", Moment(timezone=True), nullable=True),
        sa.Column("pin_version", sa.Integer(), nullable=False),
        sa.Column("pin_noted_at", Moment(timezone=True), nullable=True),
        sa.CheckConstraint("role in ('agent', 'observer')", name=op.f("ck_seat_role")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_seat_agency_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_seat_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
    )
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.create_index("ix_seat_workshop_id_plain_name", ["workshop_id", "plain_name"], unique=False)

    op.create_table(
        "sign_in_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("workshop_id", sa.Uuid(), nullable=True),
        sa.Column("expires_at", Moment(timezone=True), nullable=False),
        sa.Column("used_at", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sign_in_link_account_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_sign_in_link_workshop_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_in_link")),
    )
    op.create_table(
        "step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workshop_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name_id", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=60), nullable=False),
        sa.Column("instruction_id", sa.String(length=300), nullable=False),
        sa.Column("instruction_en", sa.String(length=300), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("agents_act", sa.Boolean(), nullable=False),
        sa.Column("observers_act", sa.Boolean(), nullable=False),
        sa.Column("closed_at", Moment(timezone=True), nullable=True),
        sa.Column("revealed_at", Moment(timezone=True), nullable=True),
        sa.Column("done_at", Moment(timezone=True), nullable=True),
        sa.CheckConstraint("minutes between 0 and 600", name=op.f("ck_step_minutes")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_step_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step")),
        sa.UniqueConstraint("workshop_id", "position", name=op.f("uq_step_workshop_id_position")),
    )
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_step_workshop_id"), ["workshop_id"], unique=False)

    op.create_table(
        "claim",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workshop_id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("granted_at", Moment(timezone=True), nullable=True),
        sa.Column("refused_at", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_claim_seat_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_claim_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
    )
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_workshop_id"), ["workshop_id"], unique=False)

    op.create_table(
        "hand",
        sa.Column("workshop_id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_hand_seat_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_hand_workshop_id")),
        sa.PrimaryKeyConstraint("workshop_id", "seat_id", name=op.f("pk_hand")),
    )
    op.create_table(
        "presence",
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_presence_seat_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("seat_id", "worker_id", name=op.f("pk_presence")),
    )
    op.create_table(
        "problem",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workshop_id", sa.Uuid(), nullable=False),
        sa.Column("step_id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("story", sa.String(length=2000), nullable=False),
        sa.Column("location", sa.String(length=120), nullable=False),
        sa.Column("written_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_problem_seat_id")),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_problem_step_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_problem_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem")),
    )
    with op.batch_alter_table("problem", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_problem_seat_id"), ["seat_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_problem_step_id"), ["step_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_problem_workshop_id"), ["workshop_id"], unique=False)

    op.create_table(
        "session_seat",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("workshop_id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_session_seat_seat_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["browser_session.id"], name=op.f("fk_session_seat_session_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_session_seat_workshop_id")),
        sa.PrimaryKeyConstraint("session_id", "workshop_id", name=op.f("pk_session_seat")),
    )
    with op.batch_alter_table("session_seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_seat_seat_id"), ["seat_id"], unique=False)

    op.create_table(
        "card",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workshop_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("problem_id", sa.Uuid(), nullable=True),
        sa.Column("seat_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"], name=op.f("fk_card_problem_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_card_seat_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_card_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card")),
    )
    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_card_problem_id"), ["problem_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_card_workshop_id"), ["workshop_id"], unique=False)

    op.create_table(
        "reaction",
        sa.Column("problem_id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.CheckConstraint("kind in ('same', 'important', 'help')", name=op.f("ck_reaction_kind")),
        sa.ForeignKeyConstraint(
            ["problem_id"], ["problem.id"], name=op.f("fk_reaction_problem_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_reaction_seat_id")),
        sa.PrimaryKeyConstraint("problem_id", "seat_id", "kind", name=op.f("pk_reaction")),
    )
    op.create_table(
        "round",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workshop_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("opened_at", Moment(timezone=True), nullable=False),
        sa.Column("closed_at", Moment(timezone=True), nullable=True),
        sa.Column("reveal_at", Moment(timezone=True), nullable=True),
        sa.Column("revealed_at", Moment(timezone=True), nullable=True),
        sa.Column("shown_card_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["shown_card_id"], ["card.id"], name=op.f("fk_round_shown_card_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_round_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("workshop_id", "number", name=op.f("uq_round_workshop_id_number")),
    )
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.create_index(
            "ix_round_open",
            ["workshop_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "ballot",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("criterion", sa.String(length=20), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("concealed", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "criterion in ('effect', 'effectiveness', 'speed', 'ease')", name=op.f("ck_ballot_criterion")
        ),
        sa.CheckConstraint("score between 0 and 5", name=op.f("ck_ballot_score")),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name=op.f("fk_ballot_card_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_ballot_round_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_ballot_seat_id")),
        sa.PrimaryKeyConstraint("round_id", "seat_id", "card_id", "criterion", name=op.f("pk_ballot")),
    )
    op.create_table(
        "ballot_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_ballot_group_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot_group")),
    )
    with op.batch_alter_table("ballot_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ballot_group_round_id"), ["round_id"], unique=False)

    op.create_table(
        "ballot_salt",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_ballot_salt_round_id")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_ballot_salt")),
    )
    op.create_table(
        "counted_receipt",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_counted_receipt_round_id")),
        sa.PrimaryKeyConstraint("round_id", "code", name=op.f("pk_counted_receipt")),
    )
    op.create_table(
        "receipt",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_receipt_round_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_receipt_seat_id")),
        sa.PrimaryKeyConstraint("round_id", "seat_id", name=op.f("pk_receipt")),
    )
    op.create_table(
        "round_card",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name=op.f("fk_round_card_card_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_card_round_id")),
        sa.PrimaryKeyConstraint("round_id", "card_id", name=op.f("pk_round_card")),
    )
    op.create_table(
        "turnout",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_turnout_round_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_turnout_seat_id")),
        sa.PrimaryKeyConstraint("round_id", "seat_id", name=op.f("pk_turnout")),
    )
    op.create_table(
        "ballot_group_agency",
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_ballot_group_agency_agency_id")),
        sa.ForeignKeyConstraint(["group_id"], ["ballot_group.id"], name=op.f("fk_ballot_group_agency_group_id")),
        sa.PrimaryKeyConstraint("group_id", "agency_id", name=op.f("pk_ballot_group_agency")),
    )
    op.create_table(
        "counted_ballots",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("criterion", sa.String(length=20), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name=op.f("fk_counted_ballots_card_id")),
        sa.ForeignKeyConstraint(["group_id"], ["ballot_group.id"], name=op.f("fk_counted_ballots_group_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_counted_ballots_round_id")),
        sa.PrimaryKeyConstraint("round_id", "card_id", "criterion", "group_id", name=op.f("pk_counted_ballots")),
    )


def downgrade() -> None:

    op.drop_table("counted_ballots")
    op.drop_table("ballot_group_agency")
    op.drop_table("turnout")
    op.drop_table("round_card")
    op.drop_table("receipt")
    op.drop_table("counted_receipt")
    op.drop_table("ballot_salt")
    with op.batch_alter_table("ballot_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ballot_group_round_id"))

    op.drop_table("ballot_group")
    op.drop_table("ballot")
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_round_open", sqlite_where=sa.text("closed_at IS NULL"), postgresql_where=sa.text("closed_at IS NULL")
        )

    op.drop_table("round")
    op.drop_table("reaction")
    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_card_workshop_id"))
        batch_op.drop_index(batch_op.f("ix_card_problem_id"))

    op.drop_table("card")
    with op.batch_alter_table("session_seat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_seat_seat_id"))

    op.drop_table("session_seat")
    with op.batch_alter_table("problem", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_problem_workshop_id"))
        batch_op.drop_index(batch_op.f("ix_problem_step_id"))
        batch_op.drop_index(batch_op.f("ix_problem_seat_id"))

    op.drop_table("problem")
    op.drop_table("presence")
    op.drop_table("hand")
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_claim_workshop_id"))

    op.drop_table("claim")
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_step_workshop_id"))

    op.drop_table("step")
    op.drop_table("sign_in_link")
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.drop_index("ix_seat_workshop_id_plain_name")

    op.drop_table("seat")
    with op.batch_alter_table("browser_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_browser_session_account_id"))

    op.drop_table("browser_session")
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workshop_batch_id"))

    op.drop_table("workshop")
    with op.batch_alter_table("series_facilitator", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_series_facilitator_account_id"))

    op.drop_table("series_facilitator")
    with op.batch_alter_table("pillar", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pillar_series_id"))

    op.drop_table("pillar")
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_batch_series_id"))

    op.drop_table("batch")
    with op.batch_alter_table("agency", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agency_series_id"))

    op.drop_table("agency")
    op.drop_table("worker")
    op.drop_table("series")
    op.drop_table("installation")
    op.drop_table("event")
    with op.batch_alter_table("due", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_due_at"))

    op.drop_table("due")
    with op.batch_alter_table("command", schema=None) as batch_op:
        batch_op.drop_index("ix_command_place_id_seq")

    op.drop_table("command")
    op.drop_table("account")
