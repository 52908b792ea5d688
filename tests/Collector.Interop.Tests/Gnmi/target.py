"""A gNMI target on gRPC's C-core and Google's protobuf for Python: nothing of it is ours but this file.

    target.py LISTEN GENERATED [--tls CERT KEY] [--client-ca CA] [--gzip] [--login USER PASSWORD] [--max-age MS GRACE_MS]

GENERATED is a folder with what protoc made of gnmi.proto. Prints "listening on PORT" when it is ready, and a line for each call.
"""
import argparse
import sys
import threading
from concurrent import futures

import grpc

NASTY = 'a]b[c=d]/"e"\\ é\n'
START = 1_700_000_000_000_000_000


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("listen")
    parser.add_argument("generated")
    parser.add_argument("--tls", nargs=2)
    parser.add_argument("--client-ca")
    parser.add_argument("--gzip", action="store_true")
    parser.add_argument("--login", nargs=2)
    parser.add_argument("--max-age", nargs=2, type=int)
    given = parser.parse_args()
    sys.path.insert(0, given.generated)
    import gnmi_pb2 as gnmi

    def path(*elements, target=""):
        made = gnmi.Path(target=target)
        for name, keys in elements:
            made.elem.add(name=name, key=keys)
        return made

    def update(where, **value):
        return gnmi.Update(path=where, val=gnmi.TypedValue(**value))

    def response(second, prefix=None, updates=(), deletes=(), atomic=False):
        return gnmi.SubscribeResponse(update=gnmi.Notification(
            timestamp=START + second * 1_000_000_000, prefix=prefix, update=updates, delete=deletes, atomic=atomic))

    def login(context):
        metadata = dict(context.invocation_metadata())
        print("call", metadata.get("username"), flush=True)
        if given.login and [metadata.get("username"), metadata.get("password")] != given.login:
            context.abort(grpc.StatusCode.UNAUTHENTICATED, "who is this? é")

    def capabilities(request, context):
        login(context)
        return gnmi.CapabilityResponse(
            supported_models=[gnmi.ModelData(name="openconfig-interfaces", organization="OpenConfig", version="3.0.0")],
            supported_encodings=[gnmi.JSON_IETF, gnmi.PROTO], gNMI_version="0.10.0")

    def get(request, context):
        login(context)
        return gnmi.GetResponse(notification=[gnmi.Notification(
            timestamp=START, update=[update(asked, uint_val=7) for asked in request.path])])

    def subscribe(requests, context):
        login(context)
        first = next(requests)
        asked = first.subscribe
        print("subscribe", gnmi.Encoding.Name(asked.encoding), gnmi.SubscriptionList.Mode.Name(asked.mode),
              "prefix" if asked.HasField("prefix") else "no prefix", len(asked.subscription), flush=True)
        interface = path(("interfaces", {}), ("interface", {"name": NASTY}))
        counters = ("state", {}), ("counters", {})
        yield response(0, interface, [
            update(path(*counters, ("in-octets", {})), uint_val=2**64 - 1),
            update(path(*counters, ("out-octets", {})), uint_val=5),
            update(path(("state", {}), ("mtu", {})), int_val=-1),
        ])
        yield response(0, None, [update(path(("interfaces", {})), json_ietf_val=
            b'{"interface":[{"name":"json1","state":{"counters":{"in-octets":"9007199254740993"}}},{"state":{"mtu":9000},"name":"json2"}]}')])
        yield response(0, None, [update(path(("interfaces", {}), ("interface", {"name": "gone"}), ("state", {}), ("mtu", {})), uint_val=1)])
        yield response(0, None, [update(path(("big", {}), ("number", {})), uint_val=6), update(path(("big", {}), ("text", {})), string_val="x" * 6_000_000)])
        yield gnmi.SubscribeResponse(sync_response=True)
        yield response(1, None, deletes=[path(("interfaces", {}), ("interface", {"name": "gone"}))])
        yield response(2, path(("system", {})), [update(path(("state", {}), ("boot-time", {})), uint_val=42)])
        if asked.mode == gnmi.SubscriptionList.ONCE:
            return
        ended = threading.Event()
        context.add_callback(ended.set)
        ended.wait(60)

    handlers = {
        "Capabilities": grpc.unary_unary_rpc_method_handler(
            capabilities, gnmi.CapabilityRequest.FromString, gnmi.CapabilityResponse.SerializeToString),
        "Get": grpc.unary_unary_rpc_method_handler(get, gnmi.GetRequest.FromString, gnmi.GetResponse.SerializeToString),
        "Subscribe": grpc.stream_stream_rpc_method_handler(
            subscribe, gnmi.SubscribeRequest.FromString, gnmi.SubscribeResponse.SerializeToString),
    }
    options = [("grpc.max_send_message_length", 64 << 20), ("grpc.so_reuseport", 0)]
    if given.max_age:
        options += [("grpc.max_connection_age_ms", given.max_age[0]), ("grpc.max_connection_age_grace_ms", given.max_age[1])]
    server = grpc.server(futures.ThreadPoolExecutor(8), options=options, compression=grpc.Compression.Gzip if given.gzip else None)
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("gnmi.gNMI", handlers),))
    if given.tls:
        certificate, key = (open(file, "rb").read() for file in given.tls)
        authority = open(given.client_ca, "rb").read() if given.client_ca else None
        port = server.add_secure_port(given.listen, grpc.ssl_server_credentials([(key, certificate)], authority, authority is not None))
    else:
        port = server.add_insecure_port(given.listen)
    server.start()
    print(f"listening on {port}", flush=True)
    server.wait_for_termination()


main()
