"""Who may do what with which folder, study and document: the only place that decides."""
