"""Events: who does what to whom, in PLOVER's sixteen types, and whether it is said to have happened.

After PLOVER (Halterman et al. 2023). An event too many is worse than a missed one: over-production is what users of
event coders complain of most.
"""

from khabar.reading.events.layer import read_events

__all__ = ["read_events"]
