from __future__ import annotations

import threading

from exporters.engine.meter import Meter, Reporter
from exporters.events import Event, Progress


class SlowMeter(Meter):
    """Takes its snapshots when told, so that others can get between."""

    def __init__(self) -> None:
        super().__init__()
        self.taken, self.go_on = threading.Event(), threading.Event()

    def snapshot(self, final: bool = False) -> Progress:
        made = super().snapshot(final)
        if not made.paused and not final:
            self.taken.set()
            self.go_on.wait(10)
        return made


class Recording(Reporter):
    """Notes what is passed on; on the way to a subscriber newer snapshots replace older ones."""

    def __init__(self, meter: Meter) -> None:
        super().__init__(meter)
        self.posted: list[Event] = []
        self.subscribe(lambda event: None)

    def post(self, event: Event) -> None:
        self.posted.append(event)
        super().post(event)


def test_a_pause_is_never_followed_by_a_snapshot_of_before() -> None:
    meter = SlowMeter()
    reporter = Recording(meter)
    worker = threading.Thread(target=lambda: reporter.progress(force=True))
    worker.start()
    assert meter.taken.wait(10)
    pausing = threading.Thread(target=lambda: reporter.paused(True, ""))
    pausing.start()
    pausing.join(0.2)
    meter.go_on.set()
    worker.join(10)
    pausing.join(10)
    reporter.close()
    told = [event for event in reporter.posted if isinstance(event, Progress) and not event.final]
    assert [event.paused for event in told] == [False, True]
