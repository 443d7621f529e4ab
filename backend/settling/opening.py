"""Whose a study is decides who may settle it: its owner, nobody else."""

from __future__ import annotations

from uuid import UUID

from backend.accounts.models import User
from backend.principal import UserPrincipal
from backend.settling.errors import OnlyOwnerSettles
from backend.studies.models import Study
from backend.viewing import opening
from backend.web.paging import BadCursor


def own_study(user: UserPrincipal, study_id: UUID) -> Study:
    """The study, if it is the user's; its reading is recorded. Raises NotFound for one that they don't see, and
    OnlyOwnerSettles for one that they see through a grant."""
    study = opening.study(user, study_id)
    if study.owner_id != user.user_id:
        raise OnlyOwnerSettles(User.get_by_id(study.owner_id).name)
    return study


def as_id(value: object) -> UUID:
    """An id out of a cursor; raises BadCursor."""
    try:
        return UUID(str(value))
    except ValueError as error:
        raise BadCursor from error
