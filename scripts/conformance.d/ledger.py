"""Which promises were kept, how often, and which were broken."""


class Ledger:
    def __init__(self, is_strict: bool) -> None:
        self._is_strict = is_strict
        self._kept: dict = {}
        self._broken: dict = {}
        self._left_out: dict = {}

    def check(self, promise: str, holds: bool, what: str) -> bool:
        """Notes whether a promise was kept; `what` says where it was not."""
        self._kept.setdefault(promise, 0)
        if holds:
            self._kept[promise] += 1
        else:
            self._broken.setdefault(promise, []).append(what)
        return bool(holds)

    def leave_out(self, promise: str, why: str) -> None:
        """Notes that something was not tried."""
        self._left_out.setdefault(promise, []).append(why)

    def may_leave_out(self, promise: str, why: str) -> None:
        """Notes that the client does without what section 14 allows to do without."""
        if self._is_strict:
            self.check(promise, False, why)
        else:
            self.leave_out(promise, why)

    @property
    def is_clean(self) -> bool:
        return not self._broken

    def table(self) -> str:
        promises = [*self._kept, *(p for p in self._left_out if p not in self._kept)]
        width = max(map(len, promises), default=0)
        rows = [f"{'promise':{width}}  {'kept':>6}  {'broken':>6}"]
        for promise in promises:
            broken = self._broken.get(promise, [])
            rows.append(f"{promise:{width}}  {self._kept.get(promise, 0):6}  {len(broken):6}")
            rows += [f"    broken: {what}" for what in broken[:5]]
            if len(broken) > 5:
                rows.append(f"    and {len(broken) - 5} more")
            if promise in self._left_out:
                rows.append("    left out: " + ", ".join(self._left_out[promise]))
        return "\n".join(rows)
