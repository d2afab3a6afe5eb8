#!/usr/bin/env python3
"""Puts files of every depth, and reads them back: depths.py SHMSHARE FOLDER

Each file is written here, put by SHMSHARE, read by the Python client, saved by SHMSHARE to NPY (and
to PFM and PNG where those have room for it), and compared to the last bit each time. Prints what
differs, and at the end how many files there were.
"""

import struct
import subprocess
import sys
import zlib
from pathlib import Path

import client  # noqa: F401
import numpy as np
import shmview

SHMSHARE, FOLDER = sys.argv[1], Path(sys.argv[-1])
SIDES = (5, 7)


def numbers(dtype: str, samples: int) -> np.ndarray:
    """An array whose numbers no two pixels share."""
    count = SIDES[0] * SIDES[1] * samples
    values = np.arange(count) * (65_535 / count if dtype[-2:] == "u2" else 200 / count)
    values = values - (90 if dtype[-2] in "if" else 0)
    return values.astype(dtype).reshape(SIDES if samples == 1 else (*SIDES, samples))


def kept(array: np.ndarray) -> np.ndarray:
    """What a frame has room for: bytes, 16 bits, or else float32."""
    kind = array.dtype.kind, array.dtype.itemsize
    return array.astype({("u", 1): "u1", ("u", 2): "<u2", ("b", 1): "u1"}.get(kind, "<f4"))


def share(*arguments: object) -> str:
    done = subprocess.run(
        [SHMSHARE, *map(str, arguments)], capture_output=True, text=True, check=False)
    return f"{done.returncode} {done.stderr}" if done.returncode else ""


def pnm(array: np.ndarray, magic: str, pam: str = "") -> bytes:
    big = array.astype(array.dtype.newbyteorder(">")).tobytes()
    maximum = 255 if array.itemsize == 1 else 65_535
    height, width = array.shape[:2]
    if pam:
        head = f"P7\nWIDTH {width}\nHEIGHT {height}\nDEPTH {array.shape[2]}\n"
        return f"{head}MAXVAL {maximum}\nTUPLTYPE {pam}\nENDHDR\n".encode() + big
    return f"{magic} {width} {height} {maximum}\n".encode() + big


def pfm(array: np.ndarray, order: str) -> bytes:
    height, width = array.shape[:2]
    head = f"{'PF' if array.ndim == 3 else 'Pf'}\n{width} {height}\n{'-' if order == '<' else ''}1\n"
    return head.encode() + np.flipud(array).astype(order + "f4").tobytes()


def png(array: np.ndarray) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    height, width = array.shape[:2]
    color = {1: 0, 3: 2, 4: 6}[array.shape[2] if array.ndim == 3 else 1]
    rows = b"".join(b"\0" + row.tobytes() for row in array.astype(">u2"))
    head = struct.pack(">IIBBBBB", width, height, 16, color, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b""))


def tiff(array: np.ndarray, order: str) -> bytes:
    height, width = array.shape[:2]
    samples = array.shape[2] if array.ndim == 3 else 1
    data = array.astype(array.dtype.newbyteorder(order)).tobytes()
    kind = {"u": 1, "i": 2, "f": 3}[array.dtype.kind]
    tags = [
        (256, width), (257, height), (258, array.itemsize * 8), (259, 1),
        (262, 1 if samples == 1 else 2), (273, 8), (277, samples), (278, height),
        (279, len(data)), (338, 2), (339, kind)]
    tags = [tag for tag in tags if tag[0] != 338 or samples == 4]
    entries = b"".join(struct.pack(order + "HHII", tag, 4, 1, value) for tag, value in tags)
    head = (b"II" if order == "<" else b"MM") + struct.pack(order + "HI", 42, 8 + len(data))
    return head + data + struct.pack(order + "H", len(tags)) + entries + bytes(4)


def exr(array: np.ndarray) -> bytes:
    height, width = array.shape[:2]
    names = "Y" if array.ndim == 2 else "RGBA"[: array.shape[2]]
    kind = {"u4": 0, "f2": 1, "f4": 2}[array.dtype.str[1:]]
    window = struct.pack("<4i", 0, 0, width - 1, height - 1)

    def attribute(name: str, kind: str, value: bytes) -> bytes:
        return f"{name}\0{kind}\0".encode() + struct.pack("<i", len(value)) + value

    channels = b"".join(
        name.encode() + b"\0" + struct.pack("<4i", kind, 0, 1, 1) for name in sorted(names))
    head = struct.pack("<II", 20_000_630, 2)
    head += attribute("channels", "chlist", channels + b"\0")
    head += attribute("compression", "compression", b"\0")
    head += attribute("dataWindow", "box2i", window) + attribute("displayWindow", "box2i", window)
    head += attribute("lineOrder", "lineOrder", b"\0")
    head += attribute("pixelAspectRatio", "float", struct.pack("<f", 1))
    head += attribute("screenWindowCenter", "v2f", bytes(8))
    head += attribute("screenWindowWidth", "float", struct.pack("<f", 1)) + b"\0"
    planes = array.reshape(height, width, len(names))
    lines = []
    for y in range(height):
        line = b"".join(planes[y, :, names.index(name)].tobytes() for name in sorted(names))
        lines.append(struct.pack("<ii", y, len(line)) + line)
    start = len(head) + 8 * height
    table = struct.pack(f"<{height}Q", *(start + y * len(lines[0]) for y in range(height)))
    return head + table + b"".join(lines)


def hdr() -> tuple[bytes, np.ndarray]:
    quads = (np.arange(SIDES[0] * SIDES[1] * 4).reshape(*SIDES, 4) % 199 + 20).astype("u1")
    head = f"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y {SIDES[0]} +X {SIDES[1]}\n".encode()
    scale = np.ldexp(np.float32(1), quads[:, :, 3:].astype(int) - 136)
    return head + quads.tobytes(), (quads[:, :, :3] * scale).astype("<f4")


def files() -> list[tuple[str, bytes | None, np.ndarray]]:
    """Names, contents (for numpy to write if there are none) and arrays."""
    found: list[tuple[str, bytes | None, np.ndarray]] = []
    for samples in (1, 3, 4):
        for dtype in ("u1", "<u2", ">u2", "<f4", ">f4", "<f2", ">f8", ">i4", "<u8"):
            array = numbers(dtype, samples)
            found.append((f"{dtype}-{samples}.npy", None, array))
            found.append((f"{dtype}-{samples}-columns.npy", None, np.asfortranarray(array)))
        words = numbers("<u2", samples)
        found.append((f"16-{samples}.png", png(words), words))
        for order in "<>":
            for dtype in ("u2", "f2", "f4", "f8", "i2"):
                if samples == 4 and dtype == "i2":
                    continue  # whose alpha becomes that of a float
                array = numbers("<" + dtype, samples)
                found.append((f"{order}{dtype}-{samples}.tiff", tiff(array, order), array))
    for samples, magic in ((1, "P5"), (3, "P6")):
        words = numbers("<u2", samples)
        found.append((f"16-{samples}.pnm", pnm(words, magic), words))
        floats = numbers("<f4", samples)
        found += [(f"{order}-{samples}.pfm", pfm(floats, order), floats) for order in "<>"]
        for dtype in ("<f2", "<f4"):
            found.append((f"{dtype}-{samples}.exr", exr(numbers(dtype, samples)),
                          numbers(dtype, samples)))
    words = numbers("<u2", 4)
    found.append(("16.pam", pnm(words, "", "RGB_ALPHA"), words))
    opaque = numbers("<f4", 4)
    opaque[:, :, 3] = 1
    found.append(("opaque.exr", exr(opaque), opaque))
    special = numbers("<f4", 1)
    special[0, :3] = np.nan, np.inf, -np.inf
    found.append(("special.npy", None, special))
    return [*found, ("light.hdr", *hdr())]


def same(found: np.ndarray, array: np.ndarray) -> bool:
    return found.dtype == array.dtype and found.shape == array.shape and (
        found.tobytes() == array.tobytes())


def check(name: str, contents: bytes | None, array: np.ndarray) -> str:
    path = FOLDER / name
    if contents is None:
        np.save(path, array)
    else:
        path.write_bytes(contents)
    array = np.ascontiguousarray(kept(array))
    if trouble := share("put", "--quiet", path):
        return trouble
    with shmview.read() as frame:
        if not same(np.ascontiguousarray(frame.array), array):
            return f"was read as {frame.format}, {frame.array.shape}"
    saved = FOLDER / "saved.npy"
    if trouble := share("save", saved):
        return trouble
    if not same(np.load(saved), array):
        return "was saved as other numbers"
    # What has room for it gives it back.
    others = [".pfm"] if array.dtype == "<f4" and array.shape[2:] != (4,) else []
    others += [".png"] if array.dtype == "<u2" else []
    for other in others:
        again = FOLDER / ("again" + other)
        if trouble := share("save", again) or share("put", "--quiet", again):
            return trouble
        with shmview.read() as frame:
            if not same(np.ascontiguousarray(frame.array), array):
                return f"came back from {other} as other numbers"
    return ""


def main() -> None:
    every = files()
    for name, contents, array in every:
        if trouble := check(name, contents, array):
            print(f"{name}: {trouble}".strip())
    print(f"{len(every)} files")


if __name__ == "__main__":
    main()
