"""Where somebody may do something: at some partners, or everywhere."""

from typing import Literal, TypeAlias

EVERYWHERE: Literal["everywhere"] = "everywhere"
Scope: TypeAlias = frozenset[int] | Literal["everywhere"]
