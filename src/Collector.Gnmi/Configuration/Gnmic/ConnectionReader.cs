using Collector.Gnmi.Protocol;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Secrets;

namespace Collector.Gnmi.Configuration.Gnmic;

/// <summary>Reads the keys that say how to reach targets and what to say there, which are the same for one target and, as defaults, for all.</summary>
internal sealed class ConnectionReader(GnmicMapping keys)
{
    // What Go's gRPC makes of shorter ones.
    private static readonly TimeSpan ShortestPingDelay = TimeSpan.FromSeconds(10);

    /// <param name="keys">The top level of a file, or a target.</param>
    /// <param name="below">What holds where nothing is written.</param>
    /// <param name="retry">The name of the key for the pause between attempts, which differs.</param>
    public static GnmiTargetOptions Read(GnmicMapping keys, GnmiTargetOptions below, string retry)
    {
        var reader = new ConnectionReader(keys);
        var read = reader.ReadCredentials(below) with
        {
            Timeout = keys.Duration("timeout") ?? below.Timeout,
            RetryTimer = keys.Duration(retry) ?? below.RetryTimer,
            Gzip = keys.Keys.Bool("gzip") ?? below.Gzip,
            Encoding = reader.ReadEncoding() ?? below.Encoding,
            TcpKeepAlive = keys.SignedDuration("tcp-keepalive") ?? below.TcpKeepAlive,
            Insecure = keys.Keys.Bool("insecure") ?? below.Insecure,
        };
        read = reader.ReadPings(read);
        read = read with { Tls = TlsReader.Read(keys, below.Tls) };
        foreach (var (key, why) in ForeignKeys.OfConnections) keys.NotSupported(key, why);
        reader.CheckSecrecy(read);
        return read;
    }

    private GnmiTargetOptions ReadCredentials(GnmiTargetOptions below)
    {
        var (username, usernameSource) = Own("username", () => keys.Secret("username"), below.Username, below.UsernameSource);
        var (password, passwordSource) = Own("password", () => keys.Secret("password", onlyWhole: true), below.Password, below.PasswordSource);
        var (token, tokenSource) = Own("token", () => keys.Secret("token"), below.Token, below.TokenSource);
        return below with
        {
            Username = username,
            UsernameSource = usernameSource,
            Password = password,
            PasswordSource = passwordSource,
            Token = token,
            TokenSource = tokenSource,
            AuthScheme = keys.NonEmpty("auth-scheme") ?? below.AuthScheme,
            Metadata = keys.Keys.Mapping("metadata") is { } metadata ? [.. ReadMetadata(metadata)] : below.Metadata,
        };
    }

    /// <summary>What is written, or where it is kept. An empty text takes away what would hold otherwise; nothing at all leaves it.</summary>
    private (Secret? Written, SecretSource? Elsewhere) Own(string key, Func<Secret?> read, Secret? below, SecretSource? belowElsewhere)
    {
        if (keys.Source.Secrets.Read(keys.Keys, key) is { } source and not WrittenSecret) return (null, source);
        var written = read();
        return written is null && keys.Keys.IsNull(key) ? (below, belowElsewhere) : (written, null);
    }

    private IEnumerable<KeyValuePair<string, Secret>> ReadMetadata(MappingReader metadata)
    {
        foreach (var (key, value) in metadata.Entries())
        {
            var name = key.Text.ToLowerInvariant();
            if (WhyNotMetadata(name) is { } why) keys.Source.Problems.Error(key.Position, $"metadata: {why}");
            else if (keys.Source.Nodes.Scalar(value, "metadata") is { } scalar) yield return new(name, Secret.From(scalar.Text));
        }
    }

    private static string? WhyNotMetadata(string name)
    {
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')) return "a name has letters, digits, -, _ and . only";
        if (name.StartsWith("grpc-", StringComparison.Ordinal)) return $"{name} is gRPC's own";
        return name.EndsWith("-bin", StringComparison.Ordinal) ? $"{name}: values that are no text are not supported" : null;
    }

    private Encoding? ReadEncoding()
    {
        if (keys.Text("encoding") is not { Text.Length: > 0 } written) return null;
        if (EncodingText.TryParse(written.Text, out var encoding)) return encoding;
        keys.Source.Problems.Error(written.Position, EncodingText.Refusal(written.Text));
        return null;
    }

    private GnmiTargetOptions ReadPings(GnmiTargetOptions read)
    {
        if (keys.Keys.Mapping("grpc-keepalive") is not { } written) return read;
        var pings = new GnmicMapping(written, keys.Source);
        var delay = pings.Duration("time");
        if (delay < ShortestPingDelay)
        {
            keys.Source.WarnOnce(pings.PositionOf("time"), $"grpc-keepalive: time is at least {DurationText.Format(ShortestPingDelay)}");
            delay = ShortestPingDelay;
        }

        if (delay is not null)
            keys.Source.WarnOnce(written.Position, "grpc-keepalive: stock gRPC servers end calls of clients that ping more often than every five minutes while no data flows");
        read = read with { KeepAlivePingDelay = delay ?? read.KeepAlivePingDelay, KeepAlivePingTimeout = pings.Duration("timeout") ?? read.KeepAlivePingTimeout };
        written.Take("permit-without-stream"); // there is always a stream, or an attempt to have one
        pings.RejectUnknown();
        return read;
    }

    private void CheckSecrecy(GnmiTargetOptions read)
    {
        if (!read.Insecure || (!keys.Keys.Has("insecure") && !keys.Keys.Has("password") && !keys.Keys.Has("token"))) return;
        var at = keys.PositionOf("insecure");
        if ((read.Username ?? read.Password) is not null || (read.UsernameSource ?? read.PasswordSource) is not null) keys.Source.WarnOnce(at, "insecure: user names and passwords cross the network as plain text");
        if (read.Token is not null || read.TokenSource is not null) keys.Source.WarnOnce(at, "insecure: a token is sent over TLS only, and so not at all");
    }
}
