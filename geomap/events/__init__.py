"""Who says what happened, where and when: posts and places to reports, reports to events."""

from geomap.events._merge import merge_reports
from geomap.events._notes import notes_on
from geomap.events._period import map_timezone, period
from geomap.events._reports import find_reports

__all__ = ["find_reports", "map_timezone", "merge_reports", "notes_on", "period"]
