using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Collector.Daemon.Configuration;

namespace Collector.Daemon.Commands;

/// <summary><c>--listen</c>, as `run` and `demo` have it.</summary>
internal static class ListenOption
{
    public static Option<IPEndPoint?> Create(string description) => new("--listen")
    {
        Description = description,
        HelpName = "HOST:PORT",
        CustomParser = result => Parse(result.Tokens[0].Value, result),
    };

    /// <summary>One that may be repeated, also under snmp_exporter's name.</summary>
    public static Option<IPEndPoint[]> CreateMany(string description) => new("--listen", "--web.listen-address")
    {
        Description = description,
        HelpName = "HOST:PORT",
        CustomParser = result => [.. result.Tokens.Select(token => Parse(token.Value, result)).OfType<IPEndPoint>().Distinct()],
    };

    private static IPEndPoint? Parse(string text, ArgumentResult result)
    {
        if (ListenAddress.TryParse(text, out var endpoint)) return endpoint;
        result.AddError($"listen: \"{text}\" is not {ListenAddress.Form}");
        return null;
    }
}
