namespace Collector.Daemon.Web;

/// <summary>What is asked of clients' certificates, by the names of Go's crypto/tls.</summary>
internal enum ClientAuthType
{
    NoClientCert,
    RequestClientCert,
    RequireAnyClientCert,
    VerifyClientCertIfGiven,
    RequireAndVerifyClientCert,
}
