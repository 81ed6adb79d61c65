"""Changes of Python code that the library does not have: a statement, an element or a condition is left out.

They are operators of cosmic-ray: `mutation_positions` yields one position for each change of a node.
"""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from cosmic_ray.operators.operator import Operator
from parso.python.tree import Keyword
from parso.tree import BaseNode

type Position = tuple[tuple[int, int], tuple[int, int]]


class LeaveOutStatement(Operator):
    """A call whose result nobody uses, an attribute that is set, or a `raise`."""

    def mutation_positions(self, node: Any) -> Iterator[Position]:
        if node.type == "simple_stmt" and _can_be_left_out(node.children[0]):
            yield node.children[0].start_pos, node.children[0].end_pos

    def mutate(self, node: Any, index: int) -> Any:
        statement = node.children[0]
        node.children[0] = Keyword("pass", statement.start_pos, statement.get_first_leaf().prefix)
        return node

    @classmethod
    def examples(cls) -> Sequence[Any]:
        return ()


def _can_be_left_out(statement: Any) -> bool:
    if statement.type == "expr_stmt":
        return bool(statement.children[0].type == "atom_expr")
    return bool(statement.type in {"atom_expr", "raise_stmt"})


class LeaveOutPart(Operator):
    """Base: one of the parts of a node that commas separate is left out."""

    def _parts(self, node: Any) -> list[list[Any]]:
        raise NotImplementedError

    def mutation_positions(self, node: Any) -> Iterator[Position]:
        for part in self._parts(node):
            yield part[0].start_pos, part[-1].end_pos

    def mutate(self, node: Any, index: int) -> Any:
        part = self._parts(node)[index]
        start, end = node.children.index(part[0]), node.children.index(part[-1]) + 1
        if end < len(node.children):
            end += 1  # with the comma behind it
        elif len(_separated(node)) > 2 or node.parent.children[0].value != "(":
            start -= 1  # with the comma before it, unless that makes the tuple one
        del node.children[start:end]
        return node

    @classmethod
    def examples(cls) -> Sequence[Any]:
        return ()


class LeaveOutElement(LeaveOutPart):
    """An element of a list, a set, a tuple or a dictionary."""

    def _parts(self, node: Any) -> list[list[Any]]:
        if node.type not in {"testlist_comp", "dictorsetmaker"} or any(
            child.type in {"comp_for", "sync_comp_for"} for child in node.children
        ):
            return []
        parts = _separated(node)
        return parts if len(parts) > 1 else []


class LeaveOutCondition(LeaveOutPart):
    """One of several conditions of a query."""

    QUERIES: ClassVar = {"Q", "exclude", "filter", "get", "permitted", "update"}

    def _parts(self, node: Any) -> list[list[Any]]:
        if node.type != "arglist" or _called(node) not in self.QUERIES:
            return []
        return _separated(node)


def _called(arguments: Any) -> str:
    """The name of the function that gets these arguments, or an empty string."""
    before = arguments.parent.get_previous_sibling()
    name = before.children[-1] if isinstance(before, BaseNode) and before.type == "trailer" else before
    return getattr(name, "value", "")


def _separated(node: Any) -> list[list[Any]]:
    parts: list[list[Any]] = [[]]
    for child in node.children:
        if getattr(child, "value", "") == ",":
            parts.append([])
        else:
            parts[-1].append(child)
    return [part for part in parts if part]
