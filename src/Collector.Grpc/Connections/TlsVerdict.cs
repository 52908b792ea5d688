using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Collector.Grpc.Connections;

/// <summary>What was found when the server's certificate was checked, kept so that a failure can be explained.</summary>
internal sealed class TlsVerdict(GrpcTlsOptions tls, DateTimeOffset now)
{
    private SslPolicyErrors _errors;
    private X509ChainStatusFlags _chain;
    private string _subject = "";
    private bool _wasAsked;
    private bool _isTooEarly;

    /// <summary>Accepts what the platform accepts.</summary>
    public bool Decide(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        _wasAsked = true;
        _errors = errors;
        _subject = certificate?.Subject ?? "";
        foreach (var status in chain?.ChainStatus ?? []) _chain |= status.Status;
        _isTooEarly = certificate is X509Certificate2 leaf && leaf.NotBefore.ToUniversalTime() > now.UtcDateTime;
        return errors == SslPolicyErrors.None || tls.SkipVerify;
    }

    /// <summary>Why the handshake failed.</summary>
    public (TlsFailure Failure, string Text) Explain(Exception error)
    {
        if (_wasAsked && _errors != SslPolicyErrors.None && !tls.SkipVerify) return OfCertificate();
        var text = error.GetBaseException().Message;
        var failure = TlsAlerts.Find(text);

        // We were content with the server's certificate, so what it objects to is ours.
        if (_wasAsked && failure is (TlsFailure.ClosedByPeer or TlsFailure.NoCommonVersion)) failure = TlsFailure.ClientCertificateRequired;
        return failure == TlsFailure.ClientCertificateRequired ? (failure, OfOwn(tls, text)) : (failure, Words(failure) + text);
    }

    /// <summary>What to say when a server has hung up over our certificate, or the lack of one.</summary>
    public static string OfOwn(GrpcTlsOptions tls, string text) =>
        $"the server closed the connection in or right after the TLS handshake: {(tls.CertificateFile is null ? "does it require a client certificate?" : "does it refuse our client certificate?")}"
        + (text.Length > 0 ? $" ({text})" : "");

    private static string Words(TlsFailure failure) => failure switch
    {
        TlsFailure.NotTls => "what answered does not speak TLS: ",
        TlsFailure.NoCommonVersion => "no TLS version or cipher that both sides allow: ",
        TlsFailure.ClosedByPeer => "the server closed the connection in the TLS handshake: ",
        _ => "the TLS handshake failed: ",
    };

    private (TlsFailure Failure, string Text) OfCertificate()
    {
        var who = $"the server's certificate ({_subject})";
        if (_chain.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            return _isTooEarly ? (TlsFailure.NotYetValid, who + " is not valid yet") : (TlsFailure.Expired, who + " has expired");
        }

        if (_errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)) return (TlsFailure.UntrustedRoot, $"{who} does not come from an authority that is trusted ({_chain})");
        if (_errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) return (TlsFailure.NameMismatch, who + " is for another name");
        return (TlsFailure.Other, "the server has no certificate");
    }
}
