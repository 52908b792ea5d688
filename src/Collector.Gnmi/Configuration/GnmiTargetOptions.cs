using Collector.Gnmi.Protocol;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Secrets;

namespace Collector.Gnmi.Configuration;

/// <summary>How to reach a target and what to say there: one entry of <c>targets</c> in gnmic's format, with the global defaults filled in.</summary>
/// <remarks>Immutable. A target that discovery found has the defaults.</remarks>
public sealed record GnmiTargetOptions
{
    public const int DefaultPort = 57400;

    /// <summary>The <c>source</c> label.</summary>
    public required string Name { get; init; }

    /// <summary>Tried in turn. Each is host:port, [v6]:port or unix:///path.</summary>
    public required IReadOnlyList<string> Addresses { get; init; }

    /// <summary>Of addresses that were written without one; <see cref="Addresses"/> all have theirs.</summary>
    public int Port { get; init; } = DefaultPort;

    public Secret? Username { get; init; }

    public Secret? Password { get; init; }

    /// <summary>Sent as <c>authorization: scheme base64(user:password)</c> in place of username and password; null for none.</summary>
    public string? AuthScheme { get; init; }

    /// <summary>Sent as <c>authorization: Bearer …</c>, over TLS only.</summary>
    public Secret? Token { get; init; }

    /// <summary>Where the user name, the password and the token are kept that do not stand in the configuration; see <see cref="WithSecrets"/>.</summary>
    public SecretSource? UsernameSource { get; init; }

    /// <inheritdoc cref="UsernameSource"/>
    public SecretSource? PasswordSource { get; init; }

    /// <inheritdoc cref="UsernameSource"/>
    public SecretSource? TokenSource { get; init; }

    public bool HasSecretsElsewhere => UsernameSource is not null || PasswordSource is not null || TokenSource is not null;

    /// <summary>Of a dial and of Get and Capabilities, never of a stream.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    public bool Insecure { get; init; }

    public TlsOptions Tls { get; init; } = new();

    /// <summary>Names of subscriptions; null for all of them.</summary>
    public IReadOnlyList<string>? Subscriptions { get; init; }

    public Encoding? Encoding { get; init; }

    /// <summary>The longest pause between attempts to connect.</summary>
    public TimeSpan RetryTimer { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Labels of every series of the target.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> EventTags { get; init; } = [];

    /// <summary>More gRPC metadata.</summary>
    public IReadOnlyList<KeyValuePair<string, Secret>> Metadata { get; init; } = [];

    public bool Gzip { get; init; }

    /// <summary>Null for the default, negative for none.</summary>
    public TimeSpan? TcpKeepAlive { get; init; }

    /// <summary>HTTP/2 pings: null for none, the default, because stock servers end calls that ping.</summary>
    public TimeSpan? KeepAlivePingDelay { get; init; }

    public TimeSpan? KeepAlivePingTimeout { get; init; }

    /// <summary>Bytes of one message.</summary>
    public int MaxMessageSize { get; init; } = 512 * 1024 * 1024;

    /// <summary>The same with all secrets as they are now, wherever they are kept.</summary>
    /// <exception cref="SecretUnavailableException">One of them is not there.</exception>
    public GnmiTargetOptions WithSecrets() => !HasSecretsElsewhere ? this : this with
    {
        Username = UsernameSource?.Read() ?? Username,
        Password = PasswordSource?.Read() ?? Password,
        Token = TokenSource?.Read() ?? Token,
        UsernameSource = null,
        PasswordSource = null,
        TokenSource = null,
    };
}
