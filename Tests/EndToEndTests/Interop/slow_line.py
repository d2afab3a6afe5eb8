#!/usr/bin/env python3
"""slow_line.py HOST PORT: a line to a broker of this machine that a test can hold down.

Prints the port that it listens at. Lines on standard input: "rate N" (bytes a second each way; 0 holds
everything; "rate -" for as fast as it goes), "old" (a broker that knows MQTT 3.1.1 alone), "cut". Each
is answered by "done" and the number of bytes that have come from the broker.
"""

import asyncio
import sys

PIECE = 4096


class Line:
    def __init__(self, host, port):
        self.target = host, port
        self.rate = None
        self.is_old = False
        self.writers = set()
        self.received = 0

    async def pace(self, count):
        while self.rate == 0:
            await asyncio.sleep(0.02)
        if self.rate:
            await asyncio.sleep(count / self.rate)

    async def copy(self, reader, writer, is_answer):
        try:
            while data := await reader.read(PIECE):
                await self.pace(len(data))
                self.received += len(data) * is_answer
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        writer.close()

    async def serve(self, reader, writer):
        first = await reader.read(PIECE)
        # A CONNECT: fixed header, "MQTT" behind its length, and the version.
        if self.is_old and b"\x00\x04MQTT\x05" in first:
            writer.write(b"\x20\x02\x00\x01")
            await writer.drain()
            writer.close()
            return
        try:
            theirs, ours = await asyncio.open_connection(*self.target)
        except OSError:
            writer.close()
            return
        self.writers |= {writer, ours}
        await self.pace(len(first))
        ours.write(first)
        await asyncio.gather(self.copy(reader, ours, False), self.copy(theirs, writer, True))
        self.writers -= {writer, ours}

    def obey(self, words):
        if words[:1] == ["rate"]:
            self.rate = None if words[1] == "-" else int(words[1])
        elif words == ["old"]:
            self.is_old = True
        elif words == ["cut"]:
            for writer in self.writers:
                writer.transport.abort()


async def main():
    line = Line(sys.argv[1], int(sys.argv[2]))
    server = await asyncio.start_server(line.serve, "127.0.0.1", 0, limit=PIECE)
    print(server.sockets[0].getsockname()[1], flush=True)
    commands = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(commands), sys.stdin)
    while words := (await commands.readline()).decode().split():
        line.obey(words)
        print("done", line.received, flush=True)


asyncio.run(main())
