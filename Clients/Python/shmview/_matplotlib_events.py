"""What people do in a viewer, as events of Matplotlib."""

from __future__ import annotations

from typing import Any

from matplotlib.backend_bases import FigureCanvasBase, KeyEvent, MouseEvent

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


def figure_event(canvas: FigureCanvasBase, event: Event) -> Any:
    """An event's own kind of a Matplotlib event; None for what a figure cannot be told."""
    # Matplotlib counts from the lower left corner.
    is_placed = event.x == event.x
    x = event.x if is_placed else None
    y = canvas.get_width_height()[1] - event.y if is_placed else None
    if event.kind == "key":
        return KeyEvent("key_press_event", canvas, key_name(event), x, y)  # type: ignore[arg-type]
    if not is_placed:
        return None
    if event.kind == "motion":
        return MouseEvent("motion_notify_event", canvas, x, y)  # type: ignore[arg-type]
    if event.kind == "press" and event.code not in _SCROLLS:
        return MouseEvent("button_press_event", canvas, x, y, event.code)  # type: ignore[arg-type]
    if event.kind == "release" and event.code not in _SCROLLS:
        return MouseEvent("button_release_event", canvas, x, y, event.code)  # type: ignore[arg-type]
    if event.kind == "wheel" and event.code in _SCROLLS:
        step = _SCROLLS[event.code]
        button = "up" if step > 0 else "down"
        return MouseEvent("scroll_event", canvas, x, y, button, step=step)  # type: ignore[arg-type]
    return None


def key_name(event: Event) -> str:
    """A key with its modifiers as Matplotlib calls it: "a", "A", "ctrl+a", "shift+left", "enter"."""
    is_character = len(event.key) == 1
    key = event.key if is_character else event.key.lower()
    if key.startswith("kp_") and len(key) == 4:
        key = key[3:]
    key = _KEYS.get(key, key)
    held = [short for name, short in _MODIFIERS.items()
            if name in event.modifiers and name != key
            and not (name == "shift" and is_character)]
    return "+".join([*held, key])
