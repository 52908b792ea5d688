using Collector.Gnmi.Paths;
using Collector.Gnmi.Subscriptions;
using Collector.Pipeline.Configuration;

namespace Collector.Gnmi.Configuration.Gateway;

/// <summary>Reads gnmi-gateway's target files: the JSON of target.proto's Configuration, and its simple YAML.</summary>
/// <remarks>Never throws for what a file says; use the result only if the problems have no error. What has no counterpart is a warning.</remarks>
public sealed class GatewayTargets
{
    // The gateway's own configuration has them, and users have the two files side by side.
    private static readonly string[] OfTheProcess = ["target_loaders", "exporters", "enable_gnmi_server", "zookeeper_hosts", "openconfig_directory"];

    private readonly ConfigurationProblems _problems;
    private readonly NodeReader _nodes;
    private readonly Dictionary<string, SubscriptionOptions> _requests = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GnmiTargetOptions> _targets = new(StringComparer.Ordinal);

    private GatewayTargets(ConfigurationProblems problems) => (_problems, _nodes) = (problems, new NodeReader(problems));

    public static GnmiOptions Load(string path, ConfigurationProblems problems) => Read(YamlFile.Load(path, problems), problems);

    /// <param name="document">What <see cref="YamlFile"/> made of the file, JSON or YAML.</param>
    /// <param name="problems">Gets what is wrong, or is not taken over.</param>
    public static GnmiOptions Read(YamlNode? document, ConfigurationProblems problems)
    {
        if (MappingReader.OverDocument(document, problems) is not { } root) return GnmiOptions.Empty;
        var reader = new GatewayTargets(problems);
        if (Array.Find(OfTheProcess, root.Has) is { } key)
        {
            problems.Error(root.PositionOf(key), $"{key} is of the gateway's own configuration; import the file of targets that target_loaders names");
            return GnmiOptions.Empty;
        }

        return root.Has("connection") ? reader.ReadSimple(root) : reader.ReadConfiguration(new ProtobufJson(root, problems));
    }

    private GnmiOptions ReadConfiguration(ProtobufJson root)
    {
        var requests = new GatewayRequestReader(_problems);
        foreach (var (key, value) in root.Map("request"))
        {
            if (_nodes.Mapping(value, $"request {key.Text}") is { } request && requests.Read(key.Text, key.Position, new ProtobufJson(request, _problems)) is { } read) _requests[key.Text] = read;
        }

        foreach (var (key, value) in root.Map("target"))
        {
            if (_nodes.Mapping(value, $"target {key.Text}") is { } target) ReadTarget(key, new ProtobufJson(target, _problems));
        }

        foreach (var note in (string[])["instance_id", "revision"]) root.Take(note); // of the file, and of no use to a collector
        root.NotSupported("meta", "nothing here reads it");
        root.WarnUnknown();
        return Result();
    }

    private GnmiOptions ReadSimple(MappingReader root)
    {
        foreach (var (key, value) in root.Mapping("request")?.Entries() ?? [])
        {
            if (_nodes.Mapping(value, $"request {key.Text}") is { } request) ReadSimpleRequest(key, request);
        }

        foreach (var (key, value) in root.Mapping("connection")?.Entries() ?? [])
        {
            if (_nodes.Mapping(value, $"connection {key.Text}") is { } target) ReadTarget(key, new ProtobufJson(target, _problems));
        }

        root.RejectUnknown(ProblemSeverity.Warning);
        return Result();
    }

    private void ReadSimpleRequest(YamlScalar name, MappingReader request)
    {
        var paths = new List<GnmiPath>();
        foreach (var text in request.Scalars("paths"))
        {
            if (PathText.TryParse(text.Text, out var path, out var problem)) paths.Add(path);
            else _problems.Error(text.Position, $"paths: \"{text.Text}\", {problem}");
        }

        var target = request.String("target");
        request.RejectUnknown(ProblemSeverity.Warning);
        if (paths.Count == 0) _problems.Error(name.Position, $"request {name.Text} has no paths");
        else _requests[name.Text] = new SubscriptionOptions { Name = name.Text, WrittenAt = name.Position, Target = target is { Length: > 0 } ? target : null, Paths = [new SubscribedPaths { Paths = paths }] };
    }

    private void ReadTarget(YamlScalar name, ProtobufJson target)
    {
        var addresses = ReadAddresses(name, target);
        var credentials = target.Message("credentials");
        var request = target.Scalar("request");
        if (request is null) _problems.Error(name.Position, $"target {name.Text} has no request");
        else if (!_requests.ContainsKey(request.Text)) _problems.Error(request.Position, $"there is no request \"{request.Text}\"{NearestName.Hint(request.Text, _requests.Keys)}");
        _targets[name.Text] = new GnmiTargetOptions
        {
            Name = name.Text,
            Addresses = addresses,
            Username = ReadSecret(credentials, "username", keepsDollars: false),
            Password = ReadSecret(credentials, "password", keepsDollars: true),
            Tls = new TlsOptions { SkipVerify = ReadMeta(target) },
            Subscriptions = request is null ? null : [request.Text],
        };
        credentials?.NotSupported("password_id", "write the password, or the name of an environment variable");
        credentials?.WarnUnknown();
        target.NotSupported("dialer", "connections are direct");
        target.WarnUnknown();
    }

    private List<string> ReadAddresses(YamlScalar name, ProtobufJson target)
    {
        var addresses = new List<string>();
        var written = target.Scalars("addresses");
        foreach (var address in written)
        {
            if (GnmiAddress.TryParse(address.Text, GnmiTargetOptions.DefaultPort, out var full, out var wrong)) addresses.Add(full);
            else _problems.Error(address.Position, wrong);
        }

        if (written.Count == 0) _problems.Error(name.Position, $"target {name.Text} has no addresses");
        return addresses;
    }

    private Secret? ReadSecret(ProtobufJson? credentials, string field, bool keepsDollars)
    {
        if (credentials?.Scalar(field) is not { Text.Length: > 0 } scalar) return null;
        if (keepsDollars ? scalar.Text.StartsWith('$') : scalar.Text.Contains('$', StringComparison.Ordinal))
            _problems.Warning(scalar.Position, $"{field}: a dollar sign stands for an environment variable here; put the text into one, and its name here");
        return Secret.From(scalar.Text);
    }

    /// <summary>Whether certificates are not to be checked. The key's presence says so, whatever its value.</summary>
    private bool ReadMeta(ProtobufJson target)
    {
        var skipsVerify = false;
        foreach (var (key, _) in target.Map("meta"))
        {
            if (key.Text is "NoTLSVerify" or "NoTLS")
            {
                skipsVerify = true;
                _problems.Warning(key.Position, $"{key.Text} becomes skip-verify: the connection is encrypted, and nobody knows with whom");
            }
            else if (key.Text != "NoLock") _problems.Warning(key.Position, $"meta {key.Text} is not taken over");
        }

        return skipsVerify;
    }

    private GnmiOptions Result() => new() { Subscriptions = _requests, Targets = _targets };
}
