using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using Collector.Simulator.Gnmi;
using Encoding = Collector.Gnmi.Protocol.Encoding;

namespace Collector.Daemon.Commands;

/// <summary>The options of <c>collector simulate gnmi</c>.</summary>
internal sealed class SimulateGnmiOptions
{
    private static readonly GnmiFleetOptions _defaults = new();

    private readonly Option<int> _devices = SimulateOption.Number("--devices", "How many targets", _defaults.Devices);
    private readonly Option<int> _interfaces = SimulateOption.Number("--interfaces", "Interfaces of each, and transceivers", _defaults.Interfaces);
    private readonly Option<string> _base = new("--base") { Description = "Address of the first target", HelpName = "ADDRESS", DefaultValueFactory = _ => _defaults.BaseAddress.ToString() };
    private readonly Option<int> _port = SimulateOption.Number("--port", "TCP port of all targets; 0 takes a free one", 57400);
    private readonly Option<bool> _tls = new("--tls") { Description = $"TLS, with a certificate for {GnmiFleet.ServerName} and the first addresses. Without it, plain HTTP/2" };
    private readonly Option<string?> _caFile = new("--ca-file") { Description = "Where to write the certificate that clients must trust, as PEM", HelpName = "FILE" };
    private readonly Option<string> _username = new("--username") { Description = "Who is let in; empty lets everybody in", HelpName = "USER", DefaultValueFactory = _ => "" };
    private readonly Option<string> _password = new("--password") { Description = "Of that user", HelpName = "PASSWORD", DefaultValueFactory = _ => "" };
    private readonly Option<int> _seed = SimulateOption.Number("--seed", "Equal seeds choose the same targets to misbehave", _defaults.Seed);
    private readonly Option<KeyValuePair<GnmiNature, double>[]> _natures = new("--nature")
    {
        Description = $"How some misbehave, and the fraction that does, such as no-sync=0.1; may be repeated: {string.Join(", ", Words<GnmiNature>().Skip(1))}",
        DefaultValueFactory = _ => [],
        CustomParser = ParseNatures,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        HelpName = "NATURE=FRACTION",
    };
    private readonly Option<Encoding[]> _encodings = new("--encodings")
    {
        Description = "What targets can encode, with commas between; by default everything",
        DefaultValueFactory = _ => [],
        CustomParser = ParseEncodings,
        HelpName = string.Join(',', Words<Encoding>()),
    };
    private readonly Option<GnmiGranularity?> _granularity = new("--granularity")
    {
        Description = $"What one notification holds; object and tree are JSON values. By default {Word($"{_defaults.Granularity}")}",
        HelpName = string.Join('|', Words<GnmiGranularity>()),
    };
    private readonly Option<bool> _keysInPath = new("--keys-in-path") { Description = "Lists and their keys are in the paths of updates, not in the prefix" };
    private readonly Option<string> _origin = new("--origin") { Description = "Said before every path", HelpName = "TEXT", DefaultValueFactory = _ => "" };
    private readonly Option<TimeArgument> _shortest = SimulateOption.Time("--shortest-interval", "The shortest sample interval", _defaults.ShortestInterval);
    private readonly Option<TimeArgument> _every = SimulateOption.Time("--misbehave-every", "The period of targets that misbehave in turns", _defaults.MisbehaveEvery);

    public IEnumerable<Option> All =>
    [
        _devices, _interfaces, _base, _port, _tls, _caFile, _username, _password, _seed, _natures, _encodings, _granularity, _keysInPath, _origin, _shortest, _every,
    ];

    public string? CaFile(ParseResult result) => result.GetValue(_caFile);

    public GnmiFleetOptions Read(ParseResult result) => new()
    {
        Devices = result.GetValue(_devices),
        Interfaces = result.GetValue(_interfaces),
        BaseAddress = IPAddress.TryParse(result.GetValue(_base), out var address) ? address : IPAddress.None,
        Port = result.GetValue(_port),
        HasTls = result.GetValue(_tls) || result.GetValue(_caFile) is not null,
        Username = result.GetValue(_username)!,
        Password = result.GetValue(_password)!,
        Seed = result.GetValue(_seed),
        Natures = result.GetValue(_natures)!.ToDictionary(),
        Encodings = result.GetValue(_encodings) is { Length: > 0 } encodings ? encodings : _defaults.Encodings,
        Granularity = result.GetValue(_granularity) ?? _defaults.Granularity,
        HasKeysInPath = result.GetValue(_keysInPath),
        Origin = result.GetValue(_origin)!,
        ShortestInterval = result.GetValue(_shortest),
        MisbehaveEvery = result.GetValue(_every),
    };

    /// <summary>The names of an enumeration as the command line has them: <c>TimeZero</c> is <c>time-zero</c>.</summary>
    private static IEnumerable<string> Words<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(static value => Word($"{value}"));

    private static string Word(string name) =>
        string.Concat(name.Select(static (letter, place) => char.IsAsciiLetterUpper(letter) && place > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    private static T? Find<T>(string word)
        where T : struct, Enum => Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => Word($"{value}") == word.ToLowerInvariant().Replace('_', '-'));

    private static KeyValuePair<GnmiNature, double>[] ParseNatures(ArgumentResult argument)
    {
        var natures = new Dictionary<GnmiNature, double>();
        foreach (var token in argument.Tokens)
        {
            var parts = token.Value.Split('=');
            if (parts is [var word, var text] && Find<GnmiNature>(word) is { } nature && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var fraction))
                natures[nature] = fraction;
            else
                argument.AddError($"'{token.Value}' is not a nature and a fraction, such as no-sync=0.1.");
        }

        return [.. natures];
    }

    private static Encoding[] ParseEncodings(ArgumentResult argument)
    {
        var encodings = new List<Encoding>();
        foreach (var word in argument.Tokens.SelectMany(static token => token.Value.Split(',')))
        {
            if (Find<Encoding>(word) is { } encoding) encodings.Add(encoding);
            else argument.AddError($"'{word}' is not an encoding of gNMI.");
        }

        return [.. encodings];
    }
}
