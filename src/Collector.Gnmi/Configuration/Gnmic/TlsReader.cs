using System.Security.Authentication;

namespace Collector.Gnmi.Configuration.Gnmic;

/// <summary>Reads the <c>tls-…</c> keys and <c>skip-verify</c>.</summary>
internal static class TlsReader
{
    // Older ones are marked as obsolete in .NET, and still spoken by devices. Oldest first; the numbers are SslProtocols'.
    private static readonly (string Text, SslProtocols Version)[] Versions =
        [("1.0", (SslProtocols)192), ("1.1", (SslProtocols)768), ("1.2", SslProtocols.Tls12), ("1.3", SslProtocols.Tls13)];

    private const int Tls12 = 2; // of the versions: Go's oldest unless another is asked for

    public static TlsOptions Read(GnmicMapping keys, TlsOptions below)
    {
        var read = below with
        {
            SkipVerify = keys.Keys.Bool("skip-verify") ?? below.SkipVerify,
            CaFile = keys.File("tls-ca") ?? below.CaFile,
            CertificateFile = keys.File("tls-cert") ?? below.CertificateFile,
            KeyFile = keys.File("tls-key") ?? below.KeyFile,
            ServerName = keys.NonEmpty("tls-server-name") ?? below.ServerName,
            Versions = ReadVersions(keys) ?? below.Versions,
        };
        if (read.CertificateFile is null != read.KeyFile is null)
        {
            var written = read.CertificateFile is null ? "tls-key" : "tls-cert";
            if (keys.Keys.Has(written)) keys.Source.Problems.Error(keys.PositionOf(written), $"{written} has no effect without {(written == "tls-key" ? "tls-cert" : "tls-key")}");
        }

        if (read is { SkipVerify: true, CaFile: not null } && keys.Keys.Has("skip-verify"))
            keys.Source.WarnOnce(keys.PositionOf("skip-verify"), "skip-verify: certificates are not checked, although there is a tls-ca");
        return read;
    }

    private static SslProtocols? ReadVersions(GnmicMapping keys)
    {
        var only = ReadVersion(keys, "tls-version");
        var lowest = ReadVersion(keys, "tls-min-version");
        var highest = ReadVersion(keys, "tls-max-version");
        if (only is not null) return Versions[only.Value].Version; // as in gnmic, it overrides both
        if (lowest is null && highest is null) return null;
        var last = highest ?? Versions.Length - 1;
        var first = lowest ?? Math.Min(Tls12, last);
        if (first > last)
        {
            keys.Source.Problems.Error(keys.PositionOf("tls-min-version"), "tls-min-version is higher than tls-max-version");
            return null;
        }

        return Versions[first..(last + 1)].Aggregate(SslProtocols.None, (all, next) => all | next.Version);
    }

    private static int? ReadVersion(GnmicMapping keys, string key)
    {
        if (keys.Text(key) is not { Text.Length: > 0 } written) return null;
        var index = Array.FindIndex(Versions, version => version.Text == written.Text);
        if (index >= 0) return index;
        keys.Source.Problems.Error(written.Position, $"{key}: \"{written.Text}\" is not one of {string.Join(", ", Versions.Select(version => version.Text))}");
        return null;
    }

    /// <summary>As users write them, the oldest first; none for what is left to the platform.</summary>
    public static IReadOnlyList<string> Words(SslProtocols versions) =>
        [.. Versions.Where(version => versions.HasFlag(version.Version)).Select(version => version.Text)];
}
