using System.Globalization;
using System.Net;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Dns;

namespace Collector.Pipeline.Targets.Lists;

/// <summary>Makes targets of DNS records as Prometheus' <c>dns_sd</c> does, with its labels.</summary>
/// <remarks>A name that nobody could say anything about keeps the targets that it had, while the others move on.</remarks>
internal sealed class DnsTargetList(DnsListOptions options) : ITargetList
{
    private const int MostAtOnce = 16; // names that are asked for at the same time

    private readonly Dictionary<string, IReadOnlyList<TargetGroup>> _known = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<TargetGroup>> FetchAsync(CancellationToken cancellationToken)
    {
        var lookup = new DnsLookup(options.Servers.Count > 0 ? new ResolverSettings(options.Servers, []) : ResolverSettings.Read());
        var found = new (IReadOnlyList<DnsRecord>? Records, DnsException? Failure)[options.Names.Count];
        await Parallel.ForAsync(0, found.Length, new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken }, async (i, cancelled) =>
        {
            try
            {
                found[i] = (await lookup.FindAsync(options.Names[i], options.Type, cancelled), null);
            }
            catch (DnsException e)
            {
                found[i] = (null, e);
            }
        });
        for (var i = 0; i < found.Length; i++)
        {
            if (found[i].Records is { } records) _known[options.Names[i]] = Groups(options.Names[i], records);
        }

        // While a name has never been found the list is not whole, and an older one that was kept is better.
        if (found.FirstOrDefault(each => each.Failure is not null).Failure is { } failure && (found.All(each => each.Failure is not null) || !options.Names.All(_known.ContainsKey)))
            throw new TargetListException(failure.Message, failure);
        return [.. options.Names.Distinct(StringComparer.Ordinal).SelectMany(name => _known[name])];
    }

    public void Dispose() { }

    private TargetGroup[] Groups(string name, IReadOnlyList<DnsRecord> records)
    {
        var at = SourcePosition.Whole(options.Name);
        // In the order of their text: servers shuffle their answers, which is no change.
        return [.. records.Select(Address).Zip(records).OrderBy(pair => pair.First, StringComparer.Ordinal).DistinctBy(pair => pair.First).Select(pair => new TargetGroup([new WrittenText(pair.First, at)], Labels(name, pair.Second, at)) { Rules = options.Rules })];
    }

    private string Address(DnsRecord record)
    {
        if (record.Address is null) return Joined(record.Host.TrimEnd('.'), record.Port);
        return options.Port is { } port ? Joined(record.Address.ToString(), port) : record.Address.ToString();
    }

    private static string Joined(string host, int port) => string.Create(CultureInfo.InvariantCulture, $"{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}");

    private static WrittenLabel[] Labels(string name, DnsRecord record, SourcePosition at)
    {
        var named = new WrittenLabel("__meta_dns_name", name, at);
        return record.Address is not null ? [named]
            : [named, new("__meta_dns_srv_record_target", record.Host, at), new("__meta_dns_srv_record_port", record.Port.ToString(CultureInfo.InvariantCulture), at)];
    }
}
