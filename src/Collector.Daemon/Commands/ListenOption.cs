using System.CommandLine;
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
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (ListenAddress.TryParse(text, out var endpoint)) return endpoint;
            result.AddError($"--listen: \"{text}\" is not {ListenAddress.Form}");
            return null;
        },
    };
}
