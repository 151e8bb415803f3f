"""problems that are merged or hidden, and photos"""

import sqlalchemy as sa
from alembic import op

from webapp.database import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("problem", schema=None) as batch_op:
        batch_op.add_column(sa.Column("merged_into_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("merged_at", Moment(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("hidden_at", Moment(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("hidden_why", sa.String(length=200), nullable=True))
        batch_op.create_index(batch_op.f("ix_problem_merged_into_id"), ["merged_into_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_problem_merged_into_id"), "problem", ["merged_into_id"], ["id"])

    op.create_table(
        "photo",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workshop_id", sa.Uuid(), nullable=False),
        sa.Column("problem_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"], name=op.f("fk_photo_problem_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_photo_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
        sa.UniqueConstraint("problem_id", name=op.f("uq_photo_problem_id")),
    )
    op.create_index(op.f("ix_photo_workshop_id"), "photo", ["workshop_id"], unique=False)
    for name, moment, more in (("same_proposal", "made_at", ["seat_id"]), ("kept_apart", "declined_at", [])):
        op.create_table(
            name,
            sa.Column("one_id", sa.Uuid(), nullable=False),
            sa.Column("other_id", sa.Uuid(), nullable=False),
            *(sa.Column(column, sa.Uuid(), nullable=False) for column in more),
            sa.Column("workshop_id", sa.Uuid(), nullable=False),
            sa.Column(moment, Moment(timezone=True), nullable=False),
            sa.CheckConstraint("one_id < other_id", name=op.f(f"ck_{name}_ordered")),
            sa.ForeignKeyConstraint(["one_id"], ["problem.id"], name=op.f(f"fk_{name}_one_id")),
            sa.ForeignKeyConstraint(["other_id"], ["problem.id"], name=op.f(f"fk_{name}_other_id")),
            *(sa.ForeignKeyConstraint([column], ["seat.id"], name=op.f(f"fk_{name}_{column}")) for column in more),
            sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f(f"fk_{name}_workshop_id")),
            sa.PrimaryKeyConstraint("one_id", "other_id", *more, name=op.f(f"pk_{name}")),
        )
        op.create_index(op.f(f"ix_{name}_workshop_id"), name, ["workshop_id"], unique=False)


def downgrade() -> None:
    op.drop_table("kept_apart")
    op.drop_table("same_proposal")
    op.drop_table("photo")
    with op.batch_alter_table("problem", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_problem_merged_into_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_problem_merged_into_id"))
        batch_op.drop_column("hidden_why")
        batch_op.drop_column("hidden_at")
        batch_op.drop_column("merged_at")
        batch_op.drop_column("merged_into_id")
