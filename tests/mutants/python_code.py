"""The mutants of Python files, made by the operators of cosmic-ray and those of this folder."""

import difflib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.operators.provider import OperatorProvider

from tests.mutants.mutant import Mutant
from tests.mutants.operators import LeaveOutCondition, LeaveOutElement, LeaveOutStatement

# Of the library's operators those whose result somebody might have written by mistake.
NAMES = [
    "AddNot",
    "NumberReplacer",
    "RemoveDecorator",
    "ReplaceAndWithOr",
    "ReplaceBinaryOperator_Add_Sub",
    "ReplaceBinaryOperator_BitAnd_BitOr",
    "ReplaceBinaryOperator_BitOr_BitAnd",
    "ReplaceBinaryOperator_Sub_Add",
    "ReplaceComparisonOperator_Eq_NotEq",
    "ReplaceComparisonOperator_GtE_Gt",
    "ReplaceComparisonOperator_Gt_GtE",
    "ReplaceComparisonOperator_LtE_Lt",
    "ReplaceComparisonOperator_Lt_LtE",
    "ReplaceComparisonOperator_NotEq_Eq",
    "ReplaceFalseWithTrue",
    "ReplaceOrWithAnd",
    "ReplaceTrueWithFalse",
    "ReplaceUnaryOperator_Delete_Invert",
    "ReplaceUnaryOperator_Delete_Not",
    "ZeroIterationForLoop",
]
# Where a change says nothing about behaviour: types, decorators that only cache, texts.
TYPES = {"annassign", "tfpdef", "type_stmt", "typeparams"}
TEXTS = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
# A test of the house reads in the sources that every lock is of the weaker kind; who skips no row waits for it.
LOCKS = {"no_key", "skip_locked"}
# How many rows the clock's work takes at a time; the rest comes in its next minute.
PORTIONS = {"at_most"}
CACHES = {"cache", "cached_property", "lru_cache", "once_per_reach", "dataclass", "wraps"}


@cache
def operators() -> dict[str, Operator]:
    library = OperatorProvider()
    own = (LeaveOutStatement, LeaveOutElement, LeaveOutCondition)
    return {name: library[name]() for name in NAMES} | {kind.__name__: kind() for kind in own}


def mutants_of(path: Path) -> Iterator[Mutant]:
    """All mutants of a file, in the order of its lines for each operator. `path` is relative to the checkout."""
    source = path.read_text()
    nodes = list(ast_nodes(get_ast(source)))
    for name, operator in operators().items():
        occurrence = -1
        for node in nodes:
            for (line, _column), (last, _end) in operator.mutation_positions(node):
                occurrence += 1
                if not _is_beside_the_point(node):
                    # A decorator runs once at the import, but what it decorates is what tests reach.
                    end = node.parent.end_pos[0] if node.type == "decorator" else last
                    yield Mutant(f"{path}:{line}", name, str(path), (line, end), occurrence=occurrence)


def _is_beside_the_point(node: Any) -> bool:
    before, above = node, node.parent
    if node.type == "decorator":
        return any(name in node.get_code() for name in CACHES)
    while above is not None:
        if above.type in TYPES or (above.type == "funcdef" and before is above.annotation):
            return True
        if above.type == "param" and (before is above.annotation or above.name.value in PORTIONS):
            return True
        if above.type == "argument" and getattr(above.children[0], "value", "") in LOCKS:
            return True
        if above.type == "atom_expr" and getattr(above.children[0], "value", "") in TEXTS:
            return True
        if above.type == "if_stmt" and "TYPE_CHECKING" in above.children[1].get_code():
            return True
        before, above = above, above.parent
    return False


def changed_code(mutant: Mutant) -> str:
    """The code of the file with the change. Raises LookupError when the file has no such place any more."""
    code: str | None = mutate_code(Path(mutant.path).read_text(), operators()[mutant.change], mutant.occurrence)
    if code is None:
        raise LookupError(mutant)
    return code


def difference(mutant: Mutant) -> str:
    """The lines that the change takes away and puts there."""
    lines = difflib.unified_diff(
        Path(mutant.path).read_text().splitlines(), changed_code(mutant).splitlines(), n=0, lineterm=""
    )
    return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))
