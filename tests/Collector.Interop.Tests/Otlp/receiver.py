"""A receiver of OTLP metrics: the messages that OpenTelemetry publishes, read by Google's protobuf; gRPC's C-core, and Python's own HTTP server.

    receiver.py LISTEN MESSAGES [--refuse COUNT]

MESSAGES is the folder of what protoc made. The first COUNT pushes are refused as by a receiver that is overloaded.
Prints "grpc PORT" and "http PORT" when it is ready, then a line of JSON for each push that it takes.
"""
import argparse
import gzip
import itertools
import json
import sys
import threading
from concurrent import futures
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import grpc
from google.protobuf.json_format import MessageToDict

arguments = argparse.ArgumentParser()
arguments.add_argument("listen")
arguments.add_argument("messages")
arguments.add_argument("--refuse", type=int, default=0)
arguments = arguments.parse_args()
sys.path.insert(0, arguments.messages)

from opentelemetry.proto.collector.metrics.v1 import metrics_service_pb2 as service  # noqa: E402

METHOD = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export"
pushes = itertools.count(1)
printing = threading.Lock()


def say(line):
    with printing:
        print(line, flush=True)


def is_refused():
    with printing:
        return next(pushes) <= arguments.refuse


def take(protocol, headers, body):
    """Says what came. What the messages do not have would be kept aside as unknown fields, so the size with and without them is told."""
    request = service.ExportMetricsServiceRequest.FromString(body)
    known = service.ExportMetricsServiceRequest()
    known.CopyFrom(request)
    known.DiscardUnknownFields()
    say(json.dumps({"protocol": protocol, "headers": headers, "bytes": request.ByteSize(), "known_bytes": known.ByteSize(), "request": MessageToDict(request)}))


class Service(grpc.GenericRpcHandler):
    def service(self, call):
        if call.method != METHOD:
            return None
        return grpc.unary_unary_rpc_method_handler(self.export)

    @staticmethod
    def export(body, context):
        if is_refused():
            context.abort(grpc.StatusCode.UNAVAILABLE, "busy")
        take("grpc", dict(context.invocation_metadata()), body)
        return service.ExportMetricsServiceResponse().SerializeToString()


class Web(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        if self.path != "/v1/metrics" or self.headers["Content-Type"] != "application/x-protobuf":
            self.answer(404, b"")
        elif is_refused():
            self.answer(503, b"")
        else:
            take("http", {name.lower(): value for name, value in self.headers.items()}, body)
            self.answer(200, service.ExportMetricsServiceResponse().SerializeToString())

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "application/x-protobuf")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = grpc.server(futures.ThreadPoolExecutor(max_workers=4), handlers=[Service()])
port = server.add_insecure_port(arguments.listen + ":0")
server.start()
web = ThreadingHTTPServer((arguments.listen, 0), Web)
threading.Thread(target=web.serve_forever, daemon=True).start()
say(f"grpc {port}")
say(f"http {web.server_address[1]}")
server.wait_for_termination()
