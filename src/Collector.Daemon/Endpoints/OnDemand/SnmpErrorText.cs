using System.Globalization;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;
using Collector.Snmp.Polling.OnDemand;
using Collector.Snmp.Transport;

namespace Collector.Daemon.Endpoints.OnDemand;

/// <summary>The bodies of a failed <c>/snmp</c>, in the words that snmp_exporter's users alert on.</summary>
internal static class SnmpErrorText
{
    /// <summary>The body of a 500.</summary>
    public static string Body(IReadOnlyList<string> errors) =>
        "An error has occurred while serving metrics:\n\n" +
        (errors.Count == 1 ? errors[0] : $"{errors.Count} error(s) occurred:{string.Concat(errors.Select(error => $"\n* {error}"))}");

    /// <summary>The target's address makes no sense.</summary>
    public static string Initialisation(string error) => Collecting("Error during initialisation of the Worker", "", error);

    /// <summary>The target's name has no address.</summary>
    public static string Connecting(string host, string error) =>
        Collecting("Error connecting to target", "", $"error connecting to target {host}: error establishing connection to host: lookup {host}: {error}");

    /// <summary>The target's name was still being looked up when nobody waited any more.</summary>
    public static string ConnectingTooLong(string host, TimeSpan elapsed) =>
        Collecting("Error connecting to target", "", $"scrape canceled after {Duration(elapsed)} (possible timeout) connecting to target {host}");

    /// <summary>A module has no result.</summary>
    /// <param name="module">The module that failed.</param>
    /// <param name="failure">How.</param>
    /// <param name="host">The target without transport and port.</param>
    /// <param name="elapsed">How long the request has been under way.</param>
    public static string Module(string module, ModuleFailure failure, string host, TimeSpan elapsed) =>
        Collecting("Error scraping target", $"module=\"{module.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"", Reason(failure, host, elapsed));

    /// <summary>As Go writes a duration: <c>9.5s</c>, <c>1m2.5s</c>, <c>350.25ms</c>.</summary>
    public static string Duration(TimeSpan duration)
    {
        if (duration < TimeSpan.FromSeconds(1)) return Number(duration.TotalMilliseconds) + "ms";
        var minutes = (long)duration.TotalMinutes;
        var seconds = Number((duration - TimeSpan.FromMinutes(minutes)).TotalSeconds) + "s";
        return minutes switch { 0 => seconds, < 60 => $"{minutes}m{seconds}", _ => $"{minutes / 60}h{minutes % 60}m{seconds}" };
    }

    private static string Number(double value) => value.ToString("0.#########", CultureInfo.InvariantCulture);

    private static string Collecting(string help, string labels, string error) =>
        $"error collecting metric Desc{{fqName: \"snmp_error\", help: \"{help}\", constLabels: {{{labels}}}, variableLabels: {{}}}}: {error}";

    private static string Reason(ModuleFailure failure, string host, TimeSpan elapsed)
    {
        var doing = failure.IsGet ? "getting" : "walking";
        return failure.End switch
        {
            WalkEnd.Deadline => $"scrape canceled after {Duration(elapsed)} (possible timeout) {doing} target {host}",
            WalkEnd.AgentError or WalkEnd.TooBig => $"error reported by target {host}: Error Status {failure.ErrorStatus}",
            _ => $"error {doing} target {host}: {Cause(failure)}",
        };
    }

    private static string Cause(ModuleFailure failure) => failure.End switch
    {
        WalkEnd.Timeout when failure.Problem != AccessProblem.None => Refusal(failure.Problem),
        WalkEnd.Timeout => $"request timeout (after {failure.Retries} retries)",
        WalkEnd.Unreachable => failure.Unreachable switch
        {
            UnreachableReason.Refused => "error reading from socket: connection refused",
            UnreachableReason.HostUnreachable => "error reading from socket: no route to host",
            UnreachableReason.PermissionDenied => "error sending to socket: permission denied",
            _ => "error sending to socket: network is unreachable",
        },
        WalkEnd.NotIncreasing => failure.Disorder is null ? "OID not increasing" : $"OID not increasing: {failure.Disorder}",
        WalkEnd.Limit => "more rows than a module may have",
        _ => "replies cannot be read",
    };

    /// <summary>What an SNMPv3 agent reported, in the words of snmp_exporter's library.</summary>
    private static string Refusal(AccessProblem problem) => problem switch
    {
        AccessProblem.UnknownUser => "unknown username",
        AccessProblem.UnsupportedSecurityLevel => "unknown security level",
        AccessProblem.DerivingKeys => "keys are still being derived",
        _ => EnumLabels<AccessProblem>.Of(problem).Replace('_', ' '),
    };
}
