using System.Security.Cryptography;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Secrets;

namespace Collector.Pipeline.Http;

/// <summary>Reads <c>tls_config</c>, and tries what it names.</summary>
/// <remarks>For one thread.</remarks>
internal sealed class HttpTlsOptionsReader(string folder, ConfigurationProblems problems)
{
    private readonly SecretSourceReader _secrets = new(folder, problems);

    /// <param name="owner">Has a <c>tls_config</c>, or not.</param>
    public HttpTlsOptions Read(MappingReader owner)
    {
        if (owner.Mapping("tls_config") is not { } tls) return new HttpTlsOptions();
        var errors = problems.ErrorCount;
        var read = new HttpTlsOptions
        {
            Ca = _secrets.Read(tls, "ca"),
            Certificate = _secrets.Read(tls, "cert"),
            Key = _secrets.Read(tls, "key"),
            ServerName = tls.String("server_name") is { Length: > 0 } name ? name : null,
            SkipVerify = tls.Bool("insecure_skip_verify") ?? false,
            Versions = TlsVersions.Read(tls, problems),
        };
        if (read.Certificate is not null && read.Key is null) problems.Error(tls.Position, "tls_config: a certificate needs its key");
        if (read.Certificate is null && read.Key is not null) problems.Error(tls.Position, "tls_config: a key needs its certificate");
        tls.RejectUnknown();
        if (problems.ErrorCount == errors) Try(read, tls);
        return read;
    }

    /// <summary>What stands in the configuration cannot become right later; a file can.</summary>
    private void Try(HttpTlsOptions tls, MappingReader reader)
    {
        try
        {
            using var material = TlsMaterial.Read(tls);
        }
        catch (SecretUnavailableException)
        {
            // Said when the key was read.
        }
        catch (CryptographicException e)
        {
            if (tls.Rotates) problems.Warning(reader.Position, $"tls_config: {e.Message}");
            else problems.Error(reader.Position, $"tls_config: {e.Message}");
        }
    }
}
