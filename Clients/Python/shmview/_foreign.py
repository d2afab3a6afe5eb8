"""Arrays of other libraries, where there is no numpy to look at them."""

from __future__ import annotations

import ctypes
import math
import struct
from array import array as array_of
from typing import Any, NamedTuple, Sequence

from ._picture import Layout

# What `struct` calls samples, by what NumPy calls their kind and by their bytes.
_KINDS = {"b1": "?", "u1": "B", "u2": "H", "u4": "I", "u8": "Q", "i1": "b", "i2": "h", "i4": "i",
          "i8": "q", "f2": "e", "f4": "f", "f8": "d"}
# And what NumPy calls the kind that `struct` has a letter for.
_LETTERS = {**dict.fromkeys("BHILQN", "u"), **dict.fromkeys("bhilqn", "i"),
            **dict.fromkeys("efd", "f"), "?": "b"}
# And that for which dlpack.h has a code.
_CODES = {0: "i", 1: "u", 2: "f", 6: "b"}
_CODE_NAMES = {0: "int", 1: "uint", 2: "float", 4: "bfloat", 5: "complex", 6: "bool"}


class Samples(NamedTuple):
    """The samples row after row, the shape, and the kind of the samples as `struct` names it."""

    data: Any
    shape: tuple[int, ...]
    kind: str


def samples_of(array: Any) -> Samples:
    """A copy of what has the buffer protocol, an `__array_interface__` or `__dlpack__`."""
    try:
        view = memoryview(array)
    except (TypeError, BufferError):
        return _described(array)
    # Little-endian is what this machine is: ctypes says so, and means its own sizes.
    letter = view.format.lstrip("@=<>!")
    kind = _KINDS.get(f"{_LETTERS.get(letter)}{view.itemsize}")
    shape = view.shape or ()
    if not kind:
        raise Layout.error(shape, view.format)
    return _taken(view.tobytes(), kind, shape, view.format[0] in ">!")


def _described(array: Any) -> Samples:
    interface = getattr(array, "__array_interface__", None)
    if interface and interface.get("data") is not None:
        return _of_interface(interface, type(array).__name__)
    if hasattr(array, "__dlpack__"):
        return _of_dlpack(array)
    raise TypeError(
        f"a {type(array).__name__} has no memory to look at; without numpy a picture must have the "
        "buffer protocol, an __array_interface__ or __dlpack__")


def _of_interface(interface: dict[str, Any], name: str) -> Samples:
    """By what numpy's documentation calls the array interface protocol, version 3."""
    shape, data, order = tuple(interface["shape"]), interface["data"], interface["typestr"]
    kind = _KINDS.get(order[1:]) if order[0] in "<>|" else None
    if not kind:
        raise Layout.error(shape, order)
    size = int(order[2:])
    steps = interface.get("strides") or _packed_steps(shape, size)
    if isinstance(data, tuple):
        return _taken(_packed(data[0], shape, steps, size), kind, shape, order[0] == ">")
    view = memoryview(data).cast("B")
    begin = interface.get("offset", 0)
    reach = [(side - 1) * step for side, step in zip(shape, steps)] if all(shape) else []
    first, end = begin + sum(min(0, way) for way in reach), begin + sum(max(0, way) for way in reach)
    if first < 0 or end + size > len(view):
        raise TypeError(f"the memory of a {name} is shorter than its __array_interface__ says")
    copy = ctypes.create_string_buffer(view.tobytes(), len(view))
    return _taken(
        _packed(ctypes.addressof(copy) + begin, shape, steps, size), kind, shape, order[0] == ">")


class _Tensor(ctypes.Structure):
    """`DLTensor` of dlpack.h, with which a `DLManagedTensor` begins."""

    _fields_ = [
        ("data", ctypes.c_void_p), ("device", ctypes.c_int32), ("device_number", ctypes.c_int32),
        ("sides", ctypes.c_int32), ("code", ctypes.c_uint8), ("bits", ctypes.c_uint8),
        ("lanes", ctypes.c_uint16), ("shape", ctypes.POINTER(ctypes.c_int64)),
        ("strides", ctypes.POINTER(ctypes.c_int64)), ("byte_offset", ctypes.c_uint64)]


_pointer_in = ctypes.pythonapi.PyCapsule_GetPointer
_pointer_in.restype = ctypes.c_void_p
_pointer_in.argtypes = [ctypes.py_object, ctypes.c_char_p]


def _of_dlpack(array: Any) -> Samples:
    if getattr(array, "requires_grad", False):
        array = array.detach()
    try:
        capsule = array.__dlpack__()
        address = _pointer_in(capsule, b"dltensor")
    except (AttributeError, BufferError, RuntimeError, TypeError, ValueError) as error:
        raise TypeError(
            f"a {type(array).__name__} does not give its memory away ({error})") from error
    # The capsule frees what it holds when it goes: nothing of it is kept.
    tensor = _Tensor.from_address(address)
    shape = tuple(tensor.shape[: tensor.sides])
    kind = _KINDS.get(f"{_CODES.get(tensor.code)}{tensor.bits // 8}")
    if not kind or tensor.lanes != 1 or tensor.bits % 8:
        name = f"{_CODE_NAMES.get(tensor.code, 'unknown ')}{tensor.bits}"
        raise Layout.error(shape, name + (f"x{tensor.lanes}" if tensor.lanes != 1 else ""))
    size = tensor.bits // 8
    steps = _packed_steps(shape, size)
    if tensor.strides:
        steps = tuple(step * size for step in tensor.strides[: tensor.sides])
    return _taken(_packed((tensor.data or 0) + tensor.byte_offset, shape, steps, size), kind, shape)


def _packed_steps(shape: Sequence[int], size: int) -> tuple[int, ...]:
    return tuple(size * math.prod(shape[index + 1 :]) for index in range(len(shape)))


def _packed(address: int, shape: Sequence[int], steps: Sequence[int], size: int) -> bytes:
    """A copy, row after row, of elements of `size` bytes that stand `steps` bytes apart."""
    if not all(shape):
        return b""
    sides = [(side, step) for side, step in zip(shape, steps) if side > 1]
    is_element = True
    while sides and sides[-1][1] == size:  # they follow each other: one piece
        size *= sides.pop()[0]
        is_element = False
    if not sides:
        return ctypes.string_at(address, size)
    return b"".join(_pieces(address, sides, size, is_element))


def _pieces(
    address: int, sides: Sequence[tuple[int, int]], size: int, are_elements: bool,
) -> list[bytes]:
    (count, step), inner = sides[0], sides[1:]
    if inner:
        return [
            piece for index in range(count)
            for piece in _pieces(address + index * step, inner, size, are_elements)]
    if are_elements and step % size == 0 and step:
        # A slice is taken by a loop in C.
        first = min(address, address + (count - 1) * step)
        row = memoryview(ctypes.string_at(first, abs(step) * (count - 1) + size))
        letter: Any = {1: "B", 2: "H", 4: "I", 8: "Q"}[size]
        every = row.cast(letter)[:: abs(step) // size]
        return [(every if step > 0 else every[::-1]).tobytes()]
    return [ctypes.string_at(address + index * step, size) for index in range(count)]


def _taken(
    data: bytes, kind: str, shape: Sequence[int], is_high_byte_first: bool = False,
) -> Samples:
    size = struct.calcsize("=" + kind)
    if is_high_byte_first and size > 1:
        words = array_of({2: "H", 4: "I", 8: "Q"}[size], data)
        words.byteswap()
        data = words.tobytes()
    samples: Any = data
    letter: Any = kind  # which mypy knows for each letter alone
    if kind == "e":  # which a memoryview cannot look into; float32 holds each of them
        samples, kind = array_of("f", (value for (value,) in struct.iter_unpack("e", data))), "f"
    elif kind != "B":
        samples = memoryview(data).cast(letter)
    return Samples(samples, tuple(shape), kind)
