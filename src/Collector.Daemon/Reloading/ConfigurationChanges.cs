using Collector.Daemon.Configuration;
using Collector.Daemon.Web;
using Collector.Gnmi.Configuration;
using Collector.Snmp.Modules;
using Collector.Snmp.Profiles;

namespace Collector.Daemon.Reloading;

/// <summary>The way from one configuration to the next, as an operator reads it in the log.</summary>
internal static class ConfigurationChanges
{
    private const int MostNames = 10; // of one kind, in one line

    /// <summary>What changed in modules, auths, profiles, subscriptions and how gNMI targets are reached, in words. The set of targets is told of where it is put in force.</summary>
    public static string Between(CollectorConfiguration before, CollectorConfiguration after)
    {
        IEnumerable<string> parts =
        [
            .. Describe("module", before.Modules.Modules, after.Modules.Modules, SameContent.Of),
            .. Describe("auth", before.Modules.Auths, after.Modules.Auths, SameContent.Of),
            .. Describe("profile", before.Modules.Profiles.All, after.Modules.Profiles.All, AreSame),
            .. Describe("subscription", before.Definitions.Gnmi.Subscriptions, after.Definitions.Gnmi.Subscriptions, Collector.Gnmi.Subscriptions.SameContent.Of),
            .. Describe("gNMI target", before.Definitions.Gnmi.Targets, after.Definitions.Gnmi.Targets, SameTarget.Is),
        ];
        var text = string.Join("; ", parts);
        return text.Length > 0 ? text : "modules, auths, profiles and subscriptions are as before";
    }

    /// <summary>Settings that differ from those that the daemon was started with, and that only a start can put in force.</summary>
    public static IReadOnlyList<string> ForTheNextStart(CollectorOptions started, CollectorOptions next)
    {
        var names = new List<string>();
        if (!started.Listen.SequenceEqual(next.Listen)) names.Add("listen");
        if (started.WebConfigFile != next.WebConfigFile) names.Add("web_config");
        if (started.Exposition != next.Exposition) names.Add("metrics");
        if (started.Log != next.Log) names.Add("log");
        if (started.Otlp != next.Otlp) names.Add("otlp");
        if (started.Snmp.Lanes != next.Snmp.Lanes) names.Add("snmp.lanes");
        if (started.Snmp.RequestsInFlight != next.Snmp.RequestsInFlight) names.Add("snmp.requests_in_flight");
        if (started.Snmp.ReplyOctets != next.Snmp.ReplyOctets) names.Add("snmp.reply_octets");
        if (started.DataFolder != next.DataFolder) names.Add("data_dir");
        if (!Equals(started.Snmp.SourceAddress, next.Snmp.SourceAddress)) names.Add("snmp.source_address");
        if (started.Snmp.ReceiveBufferBytes != next.Snmp.ReceiveBufferBytes) names.Add("snmp.receive_buffer");
        return names;
    }

    /// <summary>The same of the file that says who may come in; the rest of it counts from the next request or handshake on.</summary>
    public static IEnumerable<string> ForTheNextStart(WebOptions started, WebOptions next)
    {
        if ((started.Tls is null) != (next.Tls is null)) yield return "tls_server_config";
        if (started.Http2 != next.Http2) yield return "http_server_config.http2";
        if ((started.RateInterval, started.RateBurst) != (next.RateInterval, next.RateBurst)) yield return "rate_limit";
    }

    private static bool AreSame(TargetProfile one, TargetProfile other) =>
        one.Modules.SequenceEqual(other.Modules, StringComparer.Ordinal)
        && one.Matches.Select(InWords).SequenceEqual(other.Matches.Select(InWords), StringComparer.Ordinal);

    private static string InWords(ProfileMatch match) => $"{match.SysObjectId} {match.SysDescr}";

    private static IEnumerable<string> Describe<T>(string what, IReadOnlyDictionary<string, T> before, IReadOnlyDictionary<string, T> after, Func<T, T, bool> areSame)
    {
        foreach (var (verb, names) in new[]
        {
            ("added", after.Keys.Where(name => !before.ContainsKey(name))),
            ("changed", after.Where(entry => before.TryGetValue(entry.Key, out var old) && !areSame(old, entry.Value)).Select(entry => entry.Key)),
            ("removed", before.Keys.Where(name => !after.ContainsKey(name))),
        })
        {
            string[] all = [.. names.Order(StringComparer.Ordinal)];
            if (all.Length == 0) continue;
            var rest = all.Length > MostNames ? $" and {all.Length - MostNames} more" : "";
            yield return $"{what}s {verb}: {string.Join(", ", all.Take(MostNames))}{rest}";
        }
    }
}
