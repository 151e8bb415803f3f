"""what is chosen for cards, and hidden cards"""

import sqlalchemy as sa
from alembic import op

from webapp.database import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "card_choice",
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.String(length=16), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by_kind", sa.String(length=12), nullable=False),
        sa.Column("set_by_id", sa.Uuid(), nullable=False),
        sa.Column("set_at", Moment(timezone=True), nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_card_choice_version")),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name=op.f("fk_card_choice_card_id")),
        sa.PrimaryKeyConstraint("card_id", "field", name=op.f("pk_card_choice")),
    )
    op.create_table(
        "card_problem",
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("problem_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name=op.f("fk_card_problem_card_id")),
        sa.ForeignKeyConstraint(
            ["problem_id"], ["problem.id"], name=op.f("fk_card_problem_problem_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("card_id", "problem_id", name=op.f("pk_card_problem")),
    )
    op.create_index(op.f("ix_card_problem_problem_id"), "card_problem", ["problem_id"])
    op.create_table(
        "card_category",
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("category", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name=op.f("fk_card_category_card_id")),
        sa.PrimaryKeyConstraint("card_id", "category", name=op.f("pk_card_category")),
    )
    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pillar_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("lead_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("hidden_at", Moment(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("hidden_by", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("hidden_why", sa.String(length=200), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_card_pillar_id"), "pillar", ["pillar_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_card_lead_id"), "agency", ["lead_id"], ["id"])
        batch_op.create_index(batch_op.f("ix_card_pillar_id"), ["pillar_id"])
        batch_op.create_index(batch_op.f("ix_card_lead_id"), ["lead_id"])


def downgrade() -> None:
    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_card_lead_id"))
        batch_op.drop_index(batch_op.f("ix_card_pillar_id"))
        batch_op.drop_constraint(batch_op.f("fk_card_lead_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_card_pillar_id"), type_="foreignkey")
        batch_op.drop_column("hidden_why")
        batch_op.drop_column("hidden_by")
        batch_op.drop_column("hidden_at")
        batch_op.drop_column("lead_id")
        batch_op.drop_column("pillar_id")
    op.drop_table("card_category")
    op.drop_index(op.f("ix_card_problem_problem_id"), table_name="card_problem")
    op.drop_table("card_problem")
    op.drop_table("card_choice")
