"""Simulated screens and their publisher, by asyncio: each screen a connection that follows the
reader's order of docs/REACH.md, and keeps nothing of a picture but its number and its time."""

import asyncio
import json
import random
import struct
import time

import packets

PREFIX, CHANNEL = "reach", "pictures"
TOPIC = f"{PREFIX}/{CHANNEL}/"
# Before each picture's bytes: its sequence. The rest of it is anything.
_NUMBER = struct.Struct(">Q")


class Screen(asyncio.BufferedProtocol):
    """One connection. `crowd` hears of what comes."""

    # All screens share it: what is in it is read before the next one is asked for.
    _buffer = bytearray(1 << 18)

    def __init__(self, crowd, name: str):
        self._crowd, self.name = crowd, name
        self.shown = 0
        self._announced = 0
        self._epoch = None
        self._is_pulling = False
        self._reader = packets.Reader()
        self._transport = None
        self._attempts = 0
        self.is_connected = False
        self.is_ended = False

    async def connect(self):
        """Connects, again and again with longer waits, as chance has them."""
        while not self.is_ended:
            try:
                await asyncio.get_running_loop().create_connection(
                    lambda: self, "127.0.0.1", self._crowd.port)
                return
            except OSError:
                await self.wait()

    async def wait(self):
        """1 to 10 seconds, longer from time to time."""
        self._attempts += 1
        await asyncio.sleep(1 + (min(10, 2**self._attempts) - 1) * random.random())

    def leave(self):
        """Breaks the connection without a word."""
        if self._transport:
            self._transport.abort()

    # What asyncio calls.

    def connection_made(self, transport):
        self._transport, self._reader = transport, packets.Reader()
        self._is_pulling, self._announced = False, 0
        transport.write(packets.connect(self.name))

    def connection_lost(self, _error):
        self._transport, self.is_connected = None, False
        if not self.is_ended:
            self._crowd.lost(self)

    def get_buffer(self, _hint):
        return self._buffer

    def buffer_updated(self, count):
        self._crowd.byte_count += count
        for kind, head, length in self._reader.feed(memoryview(self._buffer)[:count]):
            if kind == packets.CONNACK:
                self._attempts, self.is_connected = 0, True
                self._transport.write(packets.subscribe(1, TOPIC + "meta"))
            elif kind == packets.PUBLISH:
                self._take(*packets.read_publish(head, length))

    def _take(self, topic, payload, size):
        if topic.endswith("/meta"):
            meta = json.loads(payload)
            self._announced = max(self._announced, meta["sequence"])
        elif self._is_pulling:
            self._is_pulling = False
            self._transport.write(packets.unsubscribe(3, topic))
            sequence = _NUMBER.unpack_from(payload)[0]
            if sequence > self.shown:
                self.shown = sequence
                self._crowd.took(self, sequence)
        if self._announced > self.shown and not self._is_pulling:
            self._is_pulling = True
            self._transport.write(packets.subscribe(2, TOPIC + "image"))


class Crowd:
    """All screens, and what came to them when."""

    def __init__(self, port: int, count: int, flapping: int):
        self.port = port
        self.screens = [Screen(self, f"screen{number}") for number in range(count)]
        self._flapping = self.screens[:flapping]
        self.byte_count = 0
        # When each picture began to be published, and (picture, seconds until it came, when).
        self.begun: dict[int, float] = {}
        self.deliveries: list[tuple[int, float, float]] = []
        self._tasks: set[asyncio.Task] = set()

    async def gather(self):
        """Connects all screens, a thousand a second."""
        for index, screen in enumerate(self.screens):
            self._start(screen.connect())
            if index % 100 == 99:
                await asyncio.sleep(0.1)
        while not all(screen.is_connected for screen in self.screens):
            await asyncio.sleep(0.1)

    def flap(self):
        """From now on some screens lose their connection again and again."""
        for screen in self._flapping:
            self._start(self._flap(screen))

    async def _flap(self, screen):
        while self._flapping:
            await asyncio.sleep(random.uniform(1, 5))
            if self._flapping:
                screen.leave()

    def calm(self):
        self._flapping = []

    def took(self, screen, sequence):
        now = time.monotonic()
        self.deliveries.append((sequence, now - self.begun[sequence], now))

    def lost(self, screen):
        self._start(self._again(screen))

    async def _again(self, screen):
        await screen.wait()
        await screen.connect()

    def behind(self, sequence: int) -> int:
        """How many screens do not have that picture."""
        return sum(screen.shown != sequence for screen in self.screens)

    def end(self):
        for screen in self.screens:
            screen.is_ended = True
            screen.leave()

    def _start(self, work):
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


class Publisher(asyncio.Protocol):
    """Publishes as the specification says: QoS 1, `image`, and when it is acknowledged `meta`."""

    def __init__(self, crowd: Crowd, size: int):
        self._crowd, self._size = crowd, size
        self.sequence = 0
        self._transport = None
        self._answers: asyncio.Queue[int] = asyncio.Queue()
        self._reader = packets.Reader()

    async def publish(self):
        """The next picture; again after a broken connection, until the broker has it."""
        self.sequence += 1
        self._crowd.begun[self.sequence] = time.monotonic()
        while not await self._try():
            await asyncio.sleep(0.5)

    async def _try(self) -> bool:
        image = _NUMBER.pack(self.sequence) + random.randbytes(self._size - _NUMBER.size)
        meta = {
            "version": 1, "epoch": "1", "sequence": self.sequence, "bytes": len(image),
            "type": "image/jpeg", "width": 1920, "height": 1080, "title": "", "time": time.time()}
        try:
            if self._transport is None:
                await asyncio.get_running_loop().create_connection(
                    lambda: self, "127.0.0.1", self._crowd.port)
                await self._expect(packets.CONNACK)
            self._transport.write(packets.publish(1, TOPIC + "image", image))
            await self._expect(packets.PUBACK)
            self._transport.write(packets.publish(2, TOPIC + "meta", json.dumps(meta).encode()))
            await self._expect(packets.PUBACK)
            return True
        except OSError:
            return False

    async def _expect(self, kind):
        if await self._answers.get() != kind:
            raise ConnectionError("the broker went away")

    def connection_made(self, transport):
        self._transport = transport
        self._answers, self._reader = asyncio.Queue(), packets.Reader()
        transport.write(packets.connect("publisher"))

    def connection_lost(self, _error):
        self._transport = None
        self._answers.put_nowait(0)

    def data_received(self, data):
        for kind, _head, _length in self._reader.feed(memoryview(data)):
            self._answers.put_nowait(kind)
