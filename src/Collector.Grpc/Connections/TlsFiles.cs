using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Collector.Grpc.Connections;

/// <summary>Reads the PEM files of a channel's TLS, anew for each handshake.</summary>
internal static class TlsFiles
{
    /// <summary>Our certificate with its key and intermediates; null when none is configured.</summary>
    public static SslStreamCertificateContext? ReadOwn(GrpcTlsOptions tls)
    {
        if (tls.CertificateFile is not { } file) return null;
        return Read(tls.KeyFile is null ? file : $"{file} with {tls.KeyFile}", () =>
        {
            var leaf = X509Certificate2.CreateFromPemFile(file, tls.KeyFile);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(file);
            return SslStreamCertificateContext.Create(leaf, chain, offline: true);
        });
    }

    /// <summary>The authorities to trust; null for those of the system.</summary>
    public static X509Certificate2Collection? ReadAuthorities(GrpcTlsOptions tls)
    {
        if (tls.CaFile is not { } file || tls.SkipVerify) return null;
        return Read(file, () =>
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            return authorities.Count > 0 ? authorities : throw new CryptographicException("it holds no certificate");
        });
    }

    private static T Read<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new DialException(EndReason.Tls, TlsFailure.UnreadableFile, $"{file}: {error.Message}", error);
        }
    }
}
