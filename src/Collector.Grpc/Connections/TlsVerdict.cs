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
    public (TlsFailure Failure, string Text) Explain(Exception error, bool hasOwn)
    {
        if (_wasAsked && _errors != SslPolicyErrors.None && !tls.SkipVerify) return OfCertificate();
        var text = error.GetBaseException().Message;
        if (text.Contains("certificate required", StringComparison.OrdinalIgnoreCase) || text.Contains("HANDSHAKE_FAILURE", StringComparison.OrdinalIgnoreCase) && _wasAsked && !hasOwn)
        {
            return (TlsFailure.ClientCertificateRequired, "the server wants a client certificate");
        }

        return (TlsFailure.Other, text);
    }

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
