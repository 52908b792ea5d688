namespace Collector.Grpc;

/// <summary>Why TLS failed, as far as the platform lets us tell.</summary>
public enum TlsFailure : byte
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>None of the reasons below.</summary>
    Other,

    /// <summary>The chain of the server's certificate does not end at an authority that we trust.</summary>
    UntrustedRoot,

    /// <summary>The certificate is for another name.</summary>
    NameMismatch,

    /// <summary>A certificate of the server's chain is not valid any more.</summary>
    Expired,

    /// <summary>A certificate of the server's chain is not valid yet, or our clock is wrong.</summary>
    NotYetValid,

    /// <summary>The server wants a certificate from us, or another one.</summary>
    ClientCertificateRequired,

    /// <summary>A file of ours (authority, certificate, key) cannot be read.</summary>
    UnreadableFile,

    /// <summary>What answered does not speak TLS.</summary>
    NotTls,

    /// <summary>No version or cipher that both sides allow.</summary>
    NoCommonVersion,

    /// <summary>TLS is fine, but HTTP/2 was not chosen in it (ALPN).</summary>
    NoHttp2,

    /// <summary>The server closed the connection during the handshake, or as its first answer.</summary>
    ClosedByPeer,
}
