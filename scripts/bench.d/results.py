"""What was measured, as a table for people and as JSON for programs."""

import json
import os
import statistics
import textwrap
import time
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Series:
    """The values that one program gave in one measurement."""

    measurement: str
    program: str
    unit: str
    values: list[float] = field(default_factory=list)
    missed: int | None = None  # where nothing can be missed

    def row(self) -> list[str]:
        name = [self.measurement, self.program]
        missed = "" if self.missed is None else str(self.missed)
        if not self.values:
            return [*name, "-", "-", "-", "0", missed]
        figures = [statistics.median(self.values), min(self.values), max(self.values)]
        shown = [f"{figure:.1f} {self.unit}".rstrip() for figure in figures]
        return [*name, *shown, str(len(self.values)), missed]

    def as_json(self) -> dict:
        summary = {}
        if self.values:
            summary["median"] = statistics.median(self.values)
            summary |= {"min": min(self.values), "max": max(self.values)}
        return {
            "measurement": self.measurement, "program": self.program, "unit": self.unit,
            "count": len(self.values), "missed": self.missed, **summary, "values": self.values,
        }


_HEADINGS = ["measurement", "program", "median", "min", "max", "n", "missed"]


def table(series: list[Series]) -> str:
    """A Markdown table, aligned to be read as it stands."""
    return aligned([_HEADINGS, *(one.row() for one in series)])


def aligned(rows: list[list[str]]) -> str:
    """Rows as a Markdown table; the first has the headings."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |"
        for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def machine() -> dict:
    """What the figures depend on, besides the programs."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "cores": os.cpu_count(), "memory_gib": round(memory / 2**30, 1),
        "kernel": os.uname().release, "load_at_start": round(os.getloadavg()[0], 2),
    }


def write_json(path: Path, machine: dict, versions: dict, series: list[Series]) -> None:
    document = {
        "date": time.strftime("%Y-%m-%dT%H:%M:%S%z"), "machine": machine, "programs": versions,
        "results": [one.as_json() for one in series],
    }
    path.write_text(json.dumps(document, indent=1) + "\n")


_BEGIN, _END = "<!-- Written by scripts/bench --docs. -->\n", "<!-- The end of what is written. -->\n"


def _filled(text: str) -> str:
    return textwrap.fill(text, 100, break_long_words=False, break_on_hyphens=False)


def write_docs(
    path: Path, machine: dict, versions: dict, tables: list[str], plots: list[tuple[str, str]]
) -> None:
    """Puts a run's figures into the page, in place of those of the run before."""
    page = path.read_text()
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    said = "; ".join(f"{key.replace('_', ' ')}: {value}" for key, value in machine.items())
    programs = "; ".join(f"{name}: {text}" for name, text in versions.items())
    prose = [_filled(text) for text in (time.strftime("%Y-%m-%d") + f"; {said}.", programs)]
    figures = "\n".join(_filled(f"![{title}](benchmarks/{name})") for title, name in plots)
    parts = [*prose, *tables, figures]
    path.write_text(before + _BEGIN + "\n" + "\n\n".join(parts) + "\n\n" + _END + after)
