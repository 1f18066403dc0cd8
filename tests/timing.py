"""Measure how long calls take."""

import gc
import time


def measure_seconds(call):
    """Return the processor time of a call. The garbage collector is off: it would examine the objects of all tests."""
    gc.disable()
    try:
        start = time.process_time()
        call()
        return time.process_time() - start
    finally:
        gc.enable()
