"""A gRPC server whose messages are plain bytes, on the C-core implementation.

    server.py LISTEN [--tls CERT KEY] [--client-ca CA] [--gzip] [--max-age MS GRACE_MS]

Prints "listening on PORT" when it is ready.
"""
import argparse
import threading
from concurrent import futures

import grpc


def echo(request, context):
    return request


def large(request, context):
    return b"x" * int(request)


def whoami(request, context):
    metadata = dict(context.invocation_metadata())
    if metadata.get("username") != "noc" or metadata.get("password") != "s3cret":
        context.abort(grpc.StatusCode.UNAUTHENTICATED, "bad credentials: é%% test\n2nd line")
    context.set_trailing_metadata((("peer-bin", b"\x00\xff\x10"),))
    return (metadata["user-agent"] + " " + metadata.get("trace-bin", b"").hex()).encode()


def deadline(request, context):
    ended = threading.Event()
    context.add_callback(ended.set)
    ended.wait(30)
    return b""


def count(request, context):
    for number in range(int(request)):
        yield b"%d" % number


def quiet(requests, context):
    """One message, then nothing until the call ends."""
    next(requests)
    yield b"first"
    ended = threading.Event()
    context.add_callback(ended.set)
    ended.wait(30)


def duplex(requests, context):
    for request in requests:
        yield request


HANDLERS = {
    "Echo": grpc.unary_unary_rpc_method_handler(echo),
    "Large": grpc.unary_unary_rpc_method_handler(large),
    "WhoAmI": grpc.unary_unary_rpc_method_handler(whoami),
    "Deadline": grpc.unary_unary_rpc_method_handler(deadline),
    "Count": grpc.unary_stream_rpc_method_handler(count),
    "Quiet": grpc.stream_stream_rpc_method_handler(quiet),
    "Duplex": grpc.stream_stream_rpc_method_handler(duplex),
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("listen")
    parser.add_argument("--tls", nargs=2)
    parser.add_argument("--client-ca")
    parser.add_argument("--gzip", action="store_true")
    parser.add_argument("--max-age", nargs=2, type=int)
    given = parser.parse_args()

    options = [("grpc.max_receive_message_length", 64 << 20), ("grpc.max_send_message_length", 64 << 20), ("grpc.so_reuseport", 0)]
    if given.max_age:
        options += [("grpc.max_connection_age_ms", given.max_age[0]), ("grpc.max_connection_age_grace_ms", given.max_age[1])]
    server = grpc.server(
        futures.ThreadPoolExecutor(8), options=options, compression=grpc.Compression.Gzip if given.gzip else None)
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("test.Test", HANDLERS),))
    if given.tls:
        certificate, key = (open(file, "rb").read() for file in given.tls)
        authority = open(given.client_ca, "rb").read() if given.client_ca else None
        credentials = grpc.ssl_server_credentials([(key, certificate)], authority, authority is not None)
        port = server.add_secure_port(given.listen, credentials)
    else:
        port = server.add_insecure_port(given.listen)
    server.start()
    print(f"listening on {port}", flush=True)
    server.wait_for_termination()


main()
