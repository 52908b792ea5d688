using System.Security.Authentication;
using System.Security.Cryptography;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Secrets;

namespace Collector.Pipeline.Http;

/// <summary>Reads <c>tls_config</c>, and tries what it names.</summary>
/// <remarks>For one thread.</remarks>
internal sealed class HttpTlsOptionsReader(string folder, ConfigurationProblems problems)
{
    private static readonly Dictionary<string, TlsVersion> Versions = new(StringComparer.Ordinal)
    {
        ["TLS10"] = TlsVersion.Tls10,
        ["TLS11"] = TlsVersion.Tls11,
        ["TLS12"] = TlsVersion.Tls12,
        ["TLS13"] = TlsVersion.Tls13,
    };

    private readonly SecretSourceReader _secrets = new(folder, problems);

    private enum TlsVersion
    {
        Tls10,
        Tls11,
        Tls12,
        Tls13,
    }

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
            Versions = ReadVersions(tls),
        };
        if (read.Certificate is not null && read.Key is null) problems.Error(tls.Position, "tls_config: a certificate needs its key");
        if (read.Certificate is null && read.Key is not null) problems.Error(tls.Position, "tls_config: a key needs its certificate");
        tls.RejectUnknown();
        if (problems.ErrorCount == errors) Try(read, tls);
        return read;
    }

    private SslProtocols ReadVersions(MappingReader tls)
    {
        var least = tls.Choice("min_version", Versions) ?? TlsVersion.Tls12;
        var most = tls.Choice("max_version", Versions) ?? TlsVersion.Tls13;
        if (least > most) problems.Error(tls.PositionOf("max_version"), "tls_config: max_version is lower than min_version");
        var versions = SslProtocols.None;
        foreach (var version in Versions.Values.Where(version => version >= least && version <= most)) versions |= Protocol(version);
        return versions;
    }

    // Old versions only when somebody writes them.
#pragma warning disable SYSLIB0039, CA5397
    private static SslProtocols Protocol(TlsVersion version) => version switch
    {
        TlsVersion.Tls10 => SslProtocols.Tls,
        TlsVersion.Tls11 => SslProtocols.Tls11,
        TlsVersion.Tls12 => SslProtocols.Tls12,
        _ => SslProtocols.Tls13,
    };
#pragma warning restore SYSLIB0039, CA5397

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
