using Collector.Pipeline.Configuration;
using Collector.Pipeline.Http;
using Collector.Pipeline.Secrets;

namespace Collector.Daemon.Otlp;

/// <summary>Reads the <c>otlp</c> section of collector.yml.</summary>
/// <param name="folder">Relative paths begin here.</param>
/// <param name="problems">Gets what is wrong.</param>
internal sealed class OtlpOptionsReader(string folder, ConfigurationProblems problems)
{
    private static readonly Dictionary<string, OtlpProtocol> Protocols = new(StringComparer.Ordinal) { ["grpc"] = OtlpProtocol.Grpc, ["http/protobuf"] = OtlpProtocol.Http };

    private const string Authorization = "authorization";

    /// <summary>Null when something keeps it from being used.</summary>
    public OtlpOptions? Read(MappingReader otlp)
    {
        var endpoint = HttpUrl.Read(otlp, "endpoint", problems);
        var read = new OtlpOptions { Endpoint = endpoint ?? new Uri("http://invalid./") };
        read = read with
        {
            Protocol = otlp.Choice("protocol", Protocols) ?? read.Protocol,
            Interval = otlp.Duration("interval", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)) ?? read.Interval,
            Timeout = otlp.Duration("timeout", TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5)) ?? read.Timeout,
            Headers = ReadHeaders(otlp),
        };
        otlp.RejectUnknown();
        return endpoint is null ? null : read;
    }

    /// <summary>As <see cref="Read"/> reads it, secrets masked.</summary>
    public static void Write(OtlpOptions otlp, YamlWriter yaml)
    {
        yaml.Value("endpoint", HttpUrl.Shown(otlp.Endpoint));
        yaml.Value("protocol", Protocols.First(word => word.Value == otlp.Protocol).Key);
        yaml.Value("interval", otlp.Interval);
        yaml.Value("timeout", otlp.Timeout);
        if (otlp.Headers.Count == 0) return;
        yaml.Mapping("headers", () =>
        {
            foreach (var (name, value) in otlp.Headers) yaml.Value(name, value.ToString());
        });
    }

    private Dictionary<string, Secret> ReadHeaders(MappingReader otlp)
    {
        var headers = new Dictionary<string, Secret>(StringComparer.OrdinalIgnoreCase);
        var values = new NodeReader(problems);
        foreach (var (name, value) in otlp.Mapping("headers")?.Entries() ?? [])
        {
            if (values.Secret(value, "headers") is { } secret) Add(headers, name, secret);
        }

        if (new SecretSourceReader(folder, problems).ReadNow(otlp, Authorization) is { } authorization && !headers.TryAdd(Authorization, authorization))
        {
            problems.Error(otlp.PositionOf("headers"), "headers: Authorization is there twice");
        }

        return headers;
    }

    private void Add(Dictionary<string, Secret> headers, YamlScalar name, Secret value)
    {
        if (name.Text.Length == 0 || !name.Text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')) problems.Error(name.Position, "headers: a name has letters, digits, -, _ and .");
        else if (!headers.TryAdd(name.Text, value)) problems.Error(name.Position, $"headers: {name.Text} is there twice");
    }
}
