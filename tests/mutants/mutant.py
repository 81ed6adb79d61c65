"""What a mutant is: one small wrong change, at one place, of code or of a constraint of the database."""

from dataclasses import dataclass

# Names the file with the mutant that a run of the tests has to do with.
ENVIRONMENT = "PORTAL_MUTANT"


@dataclass(frozen=True)
class Mutant:
    """`path` is the file whose code is changed, or whose tests are to notice the change of a constraint.

    `lines` are the first and the last line of a change of code; `sql` changes a constraint.
    """

    where: str
    change: str
    path: str
    lines: tuple[int, int] = (0, 0)
    occurrence: int = 0
    sql: str = ""
