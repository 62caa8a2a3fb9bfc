"""Times: every expression that places something on the calendar or the clock, or tells how long it lasts.

Values follow TIMEX3 (Pustejovsky et al. 2005) and are counted from the day of publication; without one, what is
relative has no value. Not for: deciding which event an expression dates.
"""

from khabar.reading.times.layer import read_times

__all__ = ["read_times"]
