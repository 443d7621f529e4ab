"""Writes the table by which the guest's page takes out who a patient is: PS3.15 table E.1-1, Basic Profile.

    python scripts/deidentification_table.py [--check]

Its sources are dicom-anonymizer's copy of that table, and pydicom's dictionary of attributes (PS3.6). What stands in
neither is not in ours either, and is removed: private attributes, curves, overlays, and what a later edition adds.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from dicomanonymizer.dicom_anonymization_databases import dicomfields_2026c as profile
from pydicom.datadict import DicomDictionary

TABLE = Path(__file__).resolve().parent.parent / "frontend/src/uploads/deidentify/basic-profile.json"

#: Of what may be done with an attribute, which of them depends on its type in the object's IOD, what always is right.
#: D: a dummy; Z: empty; U: another UID. What may only be removed isn't listed.
ACTIONS = {
    "D": [*profile.D_TAGS, *profile.Z_D_TAGS, *profile.X_D_TAGS, *profile.X_Z_D_TAGS],
    "Z": [*profile.Z_TAGS, *profile.X_Z_TAGS],
    "U": [*profile.U_TAGS, *profile.X_Z_U_STAR_TAGS],
}
REMOVED = {tag for tag in profile.X_TAGS if len(tag) == 2}
#: Further than the profile goes: free text, names and dates of attributes that it doesn't list are removed as well.
NEVER_KEPT = {"PN", "DA", "DT", "TM", "LT", "ST", "UT", "UR", "NONE"}
#: What UIDs of the standard or of a maker say; all others name things of this patient's, and get new ones.
KEPT_UIDS = ("SOPClass", "TransferSyntaxUID", "CodingSchemeUID", "ContextUID", "ContextGroupExtensionCreatorUID")
#: Value representations whose values a person can read.
READABLE = {"AE", "AS", "CS", "DA", "DS", "DT", "IS", "LO", "LT", "PN", "SH", "ST", "TM", "UC", "UR", "UT"}


def table() -> dict[str, object]:
    """By action (K: keep) and value representation the tags, as eight hexadecimal digits, parted by spaces; and the
    keywords of what is replaced or removed and can be read, for the guest to see what is taken out."""
    actions = {_number(tag): action for action, tags in ACTIONS.items() for tag in tags if len(tag) == 2}
    removed = {_number(tag) for tag in REMOVED}
    kept: dict[str, dict[str, list[str]]] = {}
    keywords: dict[str, str] = {}
    for tag, (vr, _, _, _, keyword) in sorted(DicomDictionary.items()):
        if tag >> 16 <= 4 or tag & 0xFFFF == 0 or not keyword:
            continue
        first = vr.split(" or ")[0]
        action = actions.get(tag) or _unlisted(first, keyword)
        if action and (tag in actions or tag not in removed):
            kept.setdefault(action, {}).setdefault(first, []).append(f"{tag:08x}")
        if first in READABLE and (tag in removed or actions.get(tag) in ("D", "Z")):
            keywords[f"{tag:08x}"] = keyword
    return {
        "actions": {
            action: {vr: " ".join(tags) for vr, tags in sorted(by_vr.items())} for action, by_vr in sorted(kept.items())
        },
        "keywords": keywords,
    }


def _unlisted(vr: str, keyword: str) -> str | None:
    """What is done with an attribute of which the profile says nothing; None: it is removed."""
    if vr == "UI" and not any(word in keyword for word in KEPT_UIDS):
        return "U"
    return None if vr in NEVER_KEPT else "K"


def _number(tag: tuple[int, ...]) -> int:
    return tag[0] << 16 | tag[1]


def text() -> str:
    """The file's content."""
    return json.dumps(table(), indent=2) + "\n"


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(0 if TABLE.read_text() == text() else f"{TABLE.name} is not what its sources say: write it anew.")
    TABLE.write_text(text())
