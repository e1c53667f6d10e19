"""What the operating system tells about this process, PostgreSQL's process behind it, and the machine. Linux."""

import os
import time
from pathlib import Path

STATUS = Path("/proc/self/status")
TICKS = os.sysconf("SC_CLK_TCK")


def memory_mb(key):
    """VmRSS (now) or VmHWM (peak since ``reset_peak``) of this process."""
    for line in STATUS.read_text().splitlines():
        if line.startswith(key + ":"):
            return int(line.split()[1]) / 1024
    return 0.0


def reset_peak():
    Path("/proc/self/clear_refs").write_text("5")


def busy_share(seconds=0.5):
    """The share of the processors at work while we do nothing: above 0.1 the machine is shared."""
    before = _processor_times()
    time.sleep(seconds)
    total, idle = (after - early for after, early in zip(_processor_times(), before, strict=True))
    return 1 - idle / total if total else 0.0


def _processor_times():
    times = [int(value) for value in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    return sum(times), times[3] + times[4]


class ProcessorTime:
    """Seconds of processor time, ours and that of the PostgreSQL process that serves us.

    Unlike the clock it hardly depends on who else is at work on the machine.
    """

    def __init__(self, registry):
        with registry.cursor() as cr:
            cr.execute("SELECT PG_BACKEND_PID()")
            self.backend = Path(f"/proc/{cr.fetchone()[0]}/stat")

    def read(self):
        """The seconds so far; None where the server runs on another machine."""
        try:
            after_name = self.backend.read_text().rpartition(")")[2].split()
        except OSError:
            return None
        return time.process_time() + (int(after_name[11]) + int(after_name[12])) / TICKS
