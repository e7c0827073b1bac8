"""One row a figure: what it is, the figure, the baseline beside it, the target and what limits it."""

from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def row(what: str, figure: str, baseline: str, target: str, limit: str = "") -> None:
    print(f"| {what} | {figure} | {baseline} | {target} | {limit} |", flush=True)


def heading(title: str) -> None:
    print(f"\n## {title}\n\n| what | figure | baseline, same run | target | what limits it |")
    print("|---|---|---|---|---|", flush=True)
