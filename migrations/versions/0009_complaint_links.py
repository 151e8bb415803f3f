"""complaints and categories linked with problems and cards"""

import sqlalchemy as sa
from alembic import op

from webapp.database import Moment

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complaint_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workshop_id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=True),
        sa.Column("category", sa.String(length=300), nullable=True),
        sa.Column("problem_id", sa.Uuid(), nullable=True),
        sa.Column("card_id", sa.Uuid(), nullable=True),
        sa.Column("by_kind", sa.String(length=12), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.CheckConstraint("(complaint_id is null) <> (category is null)", name=op.f("ck_complaint_link_one_subject")),
        sa.CheckConstraint("(problem_id is null) <> (card_id is null)", name=op.f("ck_complaint_link_one_target")),
        sa.CheckConstraint("category is null or card_id is null", name=op.f("ck_complaint_link_chosen_elsewhere")),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name=op.f("fk_complaint_link_card_id")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_link_complaint_id")),
        sa.ForeignKeyConstraint(
            ["problem_id"], ["problem.id"], name=op.f("fk_complaint_link_problem_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_complaint_link_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_link")),
        sa.UniqueConstraint("complaint_id", "card_id", name=op.f("uq_complaint_link_complaint_id_card_id")),
        sa.UniqueConstraint("complaint_id", "problem_id", name=op.f("uq_complaint_link_complaint_id_problem_id")),
        sa.UniqueConstraint(
            "workshop_id", "category", "problem_id", name=op.f("uq_complaint_link_workshop_id_category_problem_id")
        ),
    )
    op.create_index(op.f("ix_complaint_link_card_id"), "complaint_link", ["card_id"])
    op.create_index(op.f("ix_complaint_link_problem_id"), "complaint_link", ["problem_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_complaint_link_problem_id"), table_name="complaint_link")
    op.drop_index(op.f("ix_complaint_link_card_id"), table_name="complaint_link")
    op.drop_table("complaint_link")
