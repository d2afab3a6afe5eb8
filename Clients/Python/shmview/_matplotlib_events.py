"""What people do in a viewer, as events of Matplotlib."""

from __future__ import annotations

from typing import Any

from matplotlib.backend_bases import FigureCanvasBase, KeyEvent, MouseEvent

from ._clicks import Clicks
from .events import Event

# Keys whose names are others in Matplotlib than the name that X has, in lower case.
_KEYS = {
    "return": "enter", "kp_enter": "enter", "prior": "pageup", "next": "pagedown",
    "shift_l": "shift", "shift_r": "shift", "control_l": "control", "control_r": "control",
    "alt_l": "alt", "alt_r": "alt", "super_l": "super", "super_r": "super",
    "iso_left_tab": "tab",
}
_MODIFIERS = {"control": "ctrl", "alt": "alt", "shift": "shift", "super": "super"}
_SCROLLS = {4: 1, 5: -1}


def figure_events(canvas: FigureCanvasBase, event: Event, clicks: Clicks) -> list[Any]:
    """An event's own kind of Matplotlib events; none for what a figure cannot be told."""
    # Matplotlib counts from the lower left corner.
    is_placed = event.x == event.x
    x = event.x if is_placed else None
    y = canvas.get_width_height()[1] - event.y if is_placed else None
    if event.kind == "key":
        # A viewer tells of a key when it is pressed: for a figure it is never held.
        return [KeyEvent(name, canvas, key_name(event), x, y)  # type: ignore[arg-type]
                for name in ("key_press_event", "key_release_event")]
    if not is_placed:
        return []
    held = "+".join(short if len(event.modifiers) > 1 and name == "control" else name
                    for name, short in _MODIFIERS.items() if name in event.modifiers) or None

    def mouse(name: str, button: Any = None, **others: Any) -> list[Any]:
        return [MouseEvent(name, canvas, x, y, button, held, **others)]  # type: ignore[arg-type]

    if event.kind == "motion":
        return mouse("motion_notify_event")
    if event.kind == "press" and event.code not in _SCROLLS:
        return mouse("button_press_event", event.code, dblclick=clicks.is_second(event))
    if event.kind == "release" and event.code not in _SCROLLS:
        return mouse("button_release_event", event.code)
    if event.kind == "wheel" and event.code in _SCROLLS:
        step = _SCROLLS[event.code]
        return mouse("scroll_event", "up" if step > 0 else "down", step=step)
    return []


def key_name(event: Event) -> str:
    """A key with its modifiers as Matplotlib calls it: "a", "A", "ctrl+a",
    "shift+left", "enter"."""
    is_character = len(event.key) == 1
    key = event.key if is_character else event.key.lower()
    if key.startswith("kp_") and len(key) == 4:
        key = key[3:]
    key = _KEYS.get(key, key)
    held = [short for name, short in _MODIFIERS.items()
            if name in event.modifiers and name != key
            and not (name == "shift" and is_character)]
    return "+".join([*held, key])
