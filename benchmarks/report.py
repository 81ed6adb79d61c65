"""The report: each figure with its goal, and whether the goal is reached."""


class Report:
    def __init__(self) -> None:
        self.missed: list[str] = []

    def section(self, title: str) -> None:
        print(f"\n{title}", flush=True)

    def note(self, line: str) -> None:
        print(f"  {line}", flush=True)

    def at_least(self, what: str, value: float, goal: float, *, detail: str = "") -> None:
        self._goal(what, f"{value:.2f}", value >= goal, f"goal ≥ {goal:g}", detail)

    def at_most(self, what: str, value: float, goal: float, *, unit: str = "") -> None:
        self._goal(what, f"{value:g}{unit}", value <= goal, f"goal ≤ {goal:g}{unit}", "")

    def holds(self, what: str, value: bool, *, detail: str = "") -> None:
        self._goal(what, "yes" if value else "NO", value, "must hold", detail)

    def _goal(self, what: str, value: str, reached: bool, goal: str, detail: str) -> None:
        if not reached:
            self.missed.append(what)
        mark = "reached" if reached else "MISSED "
        print(f"  {mark}  {what}: {value} ({goal}){'  ' + detail if detail else ''}", flush=True)

    def end(self) -> None:
        print()
        if self.missed:
            print(f"{len(self.missed)} goals are not reached: {'; '.join(self.missed)}.")
        else:
            print("All goals are reached.")
