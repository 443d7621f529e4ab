"""Whose images are these? The rule that keeps two people's studies apart although they bear one UID.

Anybody can send any UID, so instances join a study only if the patients agree: ID with its issuer, name and
birth date. What is empty proves nothing, so an empty ID, name or birth date agrees with another empty one
only within one delivery, whose sender says by sending them together that they belong together.
"""

from __future__ import annotations

from dataclasses import dataclass

from backend.db import name_key


@dataclass(frozen=True)
class PatientIdentity:
    """What tells patients apart, as it stands in the object's header."""

    patient_id: str
    issuer_of_patient_id: str
    patient_name: str
    patient_birth_date: str

    def agrees_with(self, other: PatientIdentity, *, same_delivery: bool) -> bool:
        """Whether both may be one patient. `same_delivery`: whether one delivery brought objects of both."""
        if self.key() != other.key():
            return False
        return same_delivery or self.is_complete

    @property
    def is_complete(self) -> bool:
        """Whether ID, name and birth date are all there. The issuer mostly is empty and may be."""
        return bool(self.patient_id and person_name_key(self.patient_name) and self.patient_birth_date)

    def key(self) -> tuple[str, str, str, str]:
        """What is compared."""
        return (
            self.patient_id,
            self.issuer_of_patient_id,
            person_name_key(self.patient_name),
            self.patient_birth_date,
        )


def person_name_key(name: str) -> str:
    """The form under which two PN values are one name (PS3.5 6.2.1.1): without regard to case, width of
    characters, white space around and between words, and separators that nothing follows."""
    groups = (_component_group_key(group) for group in name_key(name).split("="))
    return "=".join(groups).rstrip("=")


def _component_group_key(group: str) -> str:
    return "^".join(component.strip() for component in group.split("^")).rstrip("^")
