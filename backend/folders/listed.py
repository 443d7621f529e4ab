"""What an entry or a folder repeats so that listings can be ordered and filtered: no index reaches over a join.

Whoever files, renames or changes something writes these columns along with it (folders.entries, names.columns).
"""

from __future__ import annotations

from typing import Any

from backend.db import search_key
from backend.documents.models import Document
from backend.folders import names
from backend.studies.models import Study

#: Before a date in the filter's text, so that part of a date is told from part of a number.
DATE_MARK = "\x1f"

#: PostgreSQL's indexes take rows of 2,704 bytes at most, and a letter can need four. Real texts are a fifth as long.
FILTER_MOST = 600


def of_study(study: Study) -> dict[str, Any]:
    """The columns of a study's entry."""
    return {
        "sort_name": names.sort_key(study.patient_name),
        "sort_study_date": study.study_date,
        "sort_patient_id": study.patient_id,
        "sort_birth_date": study.patient_birth_date,
        "sort_modality": study.modalities_in_study,
        "sort_description": names.sort_key(study.study_description),
        "sort_accession_number": names.sort_key(study.accession_number),
        "sort_instances": study.instance_count,
        "sort_size": study.size,
        "filter_text": filter_text(
            (study.patient_name, study.patient_id, study.study_description, study.accession_number),
            (study.study_date, study.patient_birth_date),
        ),
    }


def of_document(document: Document) -> dict[str, Any]:
    """The columns of a document's entry."""
    return {
        "sort_name": names.sort_key(document.name),
        "sort_study_date": "",
        "sort_patient_id": "",
        "sort_birth_date": "",
        "sort_modality": "",
        "sort_description": "",
        "sort_accession_number": "",
        "sort_instances": 0,
        "sort_size": document.size,
        "filter_text": filter_text((document.name,)),
    }


def filter_text(texts: tuple[str, ...], dates: tuple[str, ...] = ()) -> str:
    """What a filter's words are looked for in: a word has no white space, so it never spans two of these."""
    keys = [search_key(text) for text in texts]
    return " ".join([*(DATE_MARK + date for date in dates if date), *filter(None, keys)])[:FILTER_MOST]
