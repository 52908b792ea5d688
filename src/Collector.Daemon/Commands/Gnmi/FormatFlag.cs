using System.CommandLine;

namespace Collector.Daemon.Commands.Gnmi;

/// <summary><c>--format</c>: for people or for programs.</summary>
internal static class FormatFlag
{
    public const string Text = "text";
    public const string Json = "json";
    public const string Prometheus = "prometheus";

    /// <param name="withPrometheus">Whether there is a page to show.</param>
    public static Option<string> Create(bool withPrometheus = false)
    {
        var page = withPrometheus ? "; prometheus, at the end the page that it would become, up to the sync unless --count or --for say otherwise" : "";
        var option = new Option<string>("--format", "-f") { Description = "text, a line for each value; json, an object for each message" + page, DefaultValueFactory = _ => Text, HelpName = "FORMAT" };
        option.AcceptOnlyFromAmong(withPrometheus ? [Text, Json, Prometheus] : [Text, Json]);
        return option;
    }
}
