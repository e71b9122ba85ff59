"""P10: how long the service takes to answer after its start on an existing database, and how much memory it holds."""

from __future__ import annotations

import sys

from bench.processes import free_port, resident_megabytes, serving
from bench.report import Table, spread
from bench.trial import Trial

ROUNDS = 5


def measure_start(trial: Trial) -> list[Table]:
    """``python -m web``, from the start of the process to its first answer."""
    seconds, memory = [], []
    for _ in range(ROUNDS):
        port = free_port()
        with serving([sys.executable, "-m", "web"], trial.environment(port), port, folder=trial.folder) as server:
            seconds.append(server.seconds_to_answer)
            memory.append(max(resident_megabytes(pid) for pid in server.workers()))
    return [
        Table(
            "Start",
            f"`python -m web` on the demo's database, {ROUNDS} times; median (least–most). "
            "Memory after serving many pages stands under the weights.",
            ("goal", "what", "wanted", "found"),
            (
                ("P10", "seconds from the start to the first answer", "≤ 2", spread(seconds, 2)),
                ("P10", "memory of a worker after its first answer, MB", "≤ 150", spread(memory)),
            ),
        )
    ]
