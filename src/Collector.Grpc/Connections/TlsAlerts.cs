namespace Collector.Grpc.Connections;

/// <summary>Reads the platform's texts about failed TLS. There is nothing else that says what the other side objected to.</summary>
internal static class TlsAlerts
{
    private static readonly (string Words, TlsFailure Failure)[] Known =
    [
        ("certificate required", TlsFailure.ClientCertificateRequired), // RFC 8446 section 6.2: an alert of the server about ours
        ("bad certificate", TlsFailure.ClientCertificateRequired),
        ("unknown ca", TlsFailure.ClientCertificateRequired),
        ("certificate unknown", TlsFailure.ClientCertificateRequired),
        ("alert certificate expired", TlsFailure.ClientCertificateRequired),
        ("protocol version", TlsFailure.NoCommonVersion),
        ("unsupported protocol", TlsFailure.NoCommonVersion),
        ("no protocols available", TlsFailure.NoCommonVersion),
        ("no shared cipher", TlsFailure.NoCommonVersion),
        ("handshake failure", TlsFailure.NoCommonVersion),
        ("frame size", TlsFailure.NotTls),
        ("corrupted frame", TlsFailure.NotTls),
        ("wrong version number", TlsFailure.NotTls),
        ("http request", TlsFailure.NotTls),
        ("EOF", TlsFailure.ClosedByPeer),
        ("0 bytes", TlsFailure.ClosedByPeer),
        ("reset by peer", TlsFailure.ClosedByPeer),
        ("Broken pipe", TlsFailure.ClosedByPeer),
    ];

    public static TlsFailure Find(string text) => Known.FirstOrDefault(one => text.Contains(one.Words, StringComparison.OrdinalIgnoreCase)).Failure is var found and not TlsFailure.None ? found : TlsFailure.Other;
}
