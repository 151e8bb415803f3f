"""which pillar people choose at the opening"""

import sqlalchemy as sa
from alembic import op

from webapp.database import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pillar_choice",
        sa.Column("workshop_id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("pillar_id", sa.Uuid(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["pillar_id"], ["pillar.id"], name=op.f("fk_pillar_choice_pillar_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_pillar_choice_seat_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_pillar_choice_workshop_id")),
        sa.PrimaryKeyConstraint("workshop_id", "seat_id", name=op.f("pk_pillar_choice")),
    )
    with op.batch_alter_table("pillar_choice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pillar_choice_pillar_id"), ["pillar_id"], unique=False)


def downgrade() -> None:
    op.drop_table("pillar_choice")
