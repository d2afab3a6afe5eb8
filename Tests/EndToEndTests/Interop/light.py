#!/usr/bin/env python3
"""Shows linear light, and compares what is seen with numpy: light.py SHMSHARE SHMVIEW FOLDER

Frames of every format that has light in it are published here, and files of Radiance HDR and
OpenEXR by SHMSHARE; SHMVIEW writes what a window would show. Prints what differs by a bit, and at
the end how many pictures there were.
"""

import subprocess
import sys
from pathlib import Path

import client  # noqa: F401
import numpy as np
import shmview
from depths import exr, hdr

SHMSHARE, SHMVIEW, FOLDER = sys.argv[1], sys.argv[2], Path(sys.argv[3])


def bytes_of(light: np.ndarray, low: float = 0, high: float = 1) -> np.ndarray:
    """The bytes of sRGB (IEC 61966-2-1), of steps that are rounded as docs/VIEWER.md says."""
    factor = np.float32(65_535 / (high - low))
    steps = (light.astype(np.float32) - np.float32(low)) * factor
    part = np.rint(np.clip(steps, 0, 65_535)).astype(np.float64) / 65_535
    curve = np.where(part <= 0.0031308, 12.92 * part, 1.055 * part ** (1 / 2.4) - 0.055)
    return np.rint(255 * curve).astype("u1")


def plain_bytes_of(numbers: np.ndarray) -> np.ndarray:
    return np.rint(np.clip(numbers.astype(np.float32) * np.float32(255), 0, 255)).astype("u1")


def run(*arguments: object) -> None:
    subprocess.run([*map(str, arguments)], check=True, capture_output=True)


def seen(*options: str) -> np.ndarray:
    path = FOLDER / "seen.npy"
    run(SHMVIEW, "--snapshot", path, *options)
    return np.load(path)[..., :3]


def colors(array: np.ndarray) -> np.ndarray:
    return np.repeat(array[..., None], 3, 2) if array.ndim == 2 else array[..., :3]


def main() -> None:
    count = 0

    def check(name: str, expected: np.ndarray, *options: str) -> None:
        nonlocal count
        count += 1
        found = seen(*options)
        if found.shape != expected.shape or (found != expected).any():
            print(f"{name}: {np.argwhere(found != expected)[:3].tolist()}")

    channel = shmview.Channel("default")
    steps = np.arange(64 * 96, dtype=np.float32).reshape(64, 96)
    gray = (steps / 4_000 - 0.1) ** 2
    rgb = np.stack([gray, gray[::-1] * 2, np.sqrt(gray)], 2)
    for array in (gray, rgb, np.ascontiguousarray(rgb.transpose(2, 0, 1))):
        light = array.transpose(1, 2, 0) if array.shape[0] == 3 else array
        channel.publish(array, transfer="linear")
        check(f"floats {array.shape}", bytes_of(colors(light)))
        check("a range of the viewer's", bytes_of(colors(light), 0.25, 0.5), "--range", "0.25:0.5")
        check("as sRGB", plain_bytes_of(colors(light)), "--transfer", "srgb")
    channel.publish(gray)
    check("plain numbers", plain_bytes_of(colors(gray)))
    check("plain numbers as light", bytes_of(colors(gray)), "--transfer", "linear")
    words = (gray * 40_000).astype("u2")
    channel.publish(words, transfer="linear")
    check("words", bytes_of(colors(words), 0, 65_535))
    contents, light = hdr()
    scene = FOLDER / "scene.hdr"
    scene.write_bytes(contents)
    for options in ([], ["--depth", "8"]):
        run(SHMSHARE, "put", "--quiet", *options, scene)
        check(f"HDR {options}", bytes_of(light))
    run(SHMSHARE, "put", "--quiet", "--transfer", "srgb", scene)
    check("HDR as sRGB", plain_bytes_of(light))
    halves = (rgb / 2).astype("<f2")
    scene = FOLDER / "scene.exr"
    scene.write_bytes(exr(halves))
    run(SHMSHARE, "put", "--quiet", scene)
    check("EXR", bytes_of(halves.astype(np.float32)))
    run(SHMSHARE, "save", FOLDER / "saved.npy")
    if (np.load(FOLDER / "saved.npy") != halves.astype(np.float32)).any():
        print("saved as other numbers")
    np.save(FOLDER / "numbers.npy", gray)
    run(SHMSHARE, "put", "--quiet", "--transfer", "linear", FOLDER / "numbers.npy")
    check("NPY as light", bytes_of(colors(gray)))
    run(SHMSHARE, "put", "--quiet", FOLDER / "numbers.npy")
    check("NPY", plain_bytes_of(colors(gray)))
    print(f"{count} pictures")


main()
