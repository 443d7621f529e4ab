"""What a delivery may bring: fixed when it begins."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Accepts = Literal["dicom", "dicom_and_documents", "anything"]


@dataclass(frozen=True)
class Policy:
    """`files_most` and `bytes_most` count what is sent, not what is left out by its sender."""

    accepts: Accepts
    files_most: int
    bytes_most: int
    expected_patient: dict[str, str] | None = None  # see intake.expected; whoever sends is never told
    deidentified: bool = False  # only objects that say that who the patient is was taken out of them

    def to_json(self) -> dict[str, Any]:
        """The policy as it is stored with a link or a delivery."""
        return {name: value for name, value in asdict(self).items() if value is not None and value is not False}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Policy:
        """The inverse of `to_json`; what a later version has added is not understood and must not be dropped."""
        return cls(**stored)
