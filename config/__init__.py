"""What a centre edits, the types it must have, and the loader that reports all faults at once."""

from config.faults import Fault, Faulty
from config.load import STARTER, load

__all__ = ["STARTER", "Fault", "Faulty", "load"]
