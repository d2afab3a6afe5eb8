"""As much of MQTT 3.1.1 as simulated screens need."""

import struct

CONNACK, PUBLISH, PUBACK, SUBACK, UNSUBACK, PINGRESP = 2, 3, 4, 9, 11, 13


def _packet(kind: int, body: bytes) -> bytes:
    """A packet with its fixed header (MQTT 3.1.1, 2.2)."""
    length, rest = b"", len(body)
    while True:
        rest, byte = rest >> 7, rest & 0x7F
        length += bytes([byte | (0x80 if rest else 0)])
        if not rest:
            return bytes([kind]) + length + body


def _text(text: str) -> bytes:
    return struct.pack(">H", len(text.encode())) + text.encode()


def connect(client: str, keep_alive: int = 0) -> bytes:
    return _packet(0x10, _text("MQTT") + bytes([4, 2]) + struct.pack(">H", keep_alive) + _text(client))


def subscribe(number: int, topic: str) -> bytes:
    return _packet(0x82, struct.pack(">H", number) + _text(topic) + b"\0")


def unsubscribe(number: int, topic: str) -> bytes:
    return _packet(0xA2, struct.pack(">H", number) + _text(topic))


def publish(number: int, topic: str, payload: bytes) -> bytes:
    """With QoS 1, retained."""
    return _packet(0x33, _text(topic) + struct.pack(">H", number) + payload)


class Reader:
    """Takes a stream of bytes apart into packets. Of a large one only the first bytes are kept."""

    # Enough for any `meta`, and for the topic of an image and the number in its first bytes.
    _kept = 2048

    def __init__(self):
        self._head = bytearray()
        self._left = 0  # of the body, bytes that have not come
        self._kind = None
        self.length = 0

    def feed(self, data: memoryview):
        """Yields (kind, first bytes of the body, length of the body)."""
        at = 0
        while at < len(data):
            if self._kind is None:
                self._head.append(data[at])
                at += 1
                if len(self._head) < 2 or self._head[-1] & 0x80:
                    continue
                self.length = sum(
                    (byte & 0x7F) << 7 * place for place, byte in enumerate(self._head[1:]))
                self._kind, self._left, self._head = self._head[0] >> 4, self.length, bytearray()
            part = min(self._left, len(data) - at)
            wanted = self._kept - len(self._head)
            if wanted > 0:
                self._head += data[at : at + min(part, wanted)]
            at += part
            self._left -= part
            if self._left == 0:
                kind, head, self._kind, self._head = self._kind, bytes(self._head), None, bytearray()
                yield kind, head, self.length


def read_publish(head: bytes, length: int) -> tuple[str, bytes, int]:
    """The topic, the first bytes of the payload, and the payload's size, of QoS 0."""
    size = struct.unpack_from(">H", head)[0]
    return head[2 : 2 + size].decode(), head[2 + size :], length - 2 - size
