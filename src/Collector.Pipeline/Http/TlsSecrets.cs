using Collector.Pipeline.Configuration;
using Collector.Pipeline.Secrets;

namespace Collector.Pipeline.Http;

/// <summary>The PEM texts of a <c>tls_config</c> at one moment. Two are equal when nothing was replaced in between.</summary>
internal sealed record TlsSecrets(Secret? Ca, Secret? Certificate, Secret? Key)
{
    /// <exception cref="SecretUnavailableException">One of them is not there.</exception>
    public static TlsSecrets Read(HttpTlsOptions tls) => new(tls.Ca?.Read(), tls.Certificate?.Read(), tls.Key?.Read());
}
