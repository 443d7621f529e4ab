"""Until when a link works: to the end of a day in a time zone."""

from backend.folders.days import end_of_day, is_time_zone, today

__all__ = ["end_of_day", "is_time_zone", "today"]
