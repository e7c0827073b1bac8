"""What nobody changes: facts, forms, pictures, everything that is handed on."""

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(kind: type[T]) -> type[T]:
    """A dataclass that nobody changes. The type checker sees to it: at run time, seeing to it would cost more than
    everything else that is done to make one."""
    return dataclass(slots=True, unsafe_hash=True)(kind)
