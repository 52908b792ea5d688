namespace Collector.Pipeline.Dns;

/// <summary>Finds the records of a name along the search path, from the first server that knows.</summary>
/// <remarks>
/// Any thread. The outcomes are those of Prometheus: the first name that exists counts, also when it has no records of the type; that
/// no name exists is an answer without records; that nobody could say is an error, so that whoever asked keeps what he had.
/// </remarks>
public sealed class DnsLookup(ResolverSettings settings)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <exception cref="DnsException">At least one name could be asked of nobody, and no other one exists.</exception>
    public async Task<IReadOnlyList<DnsRecord>> FindAsync(string name, DnsRecordType type, CancellationToken cancellationToken)
    {
        DnsException? failure = null;
        foreach (var candidate in settings.Candidates(name))
        {
            try
            {
                if (await AskAnyAsync(candidate, type, cancellationToken) is { } records) return records;
            }
            catch (DnsException e)
            {
                failure ??= e;
            }
        }

        return failure is null ? [] : throw failure;
    }

    /// <summary>Null when there is no such name.</summary>
    private async Task<IReadOnlyList<DnsRecord>?> AskAnyAsync(string name, DnsRecordType type, CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        foreach (var server in settings.Servers)
        {
            try
            {
                var (status, records) = await new DnsServer(server, Patience).AskAsync(name, type, cancellationToken);
                if (status == DnsStatus.Answered) return records;
                if (status == DnsStatus.NoSuchName) return null;
                reasons.Add(status == DnsStatus.Malformed ? $"{server} does not answer as a DNS server does" : $"{server} refuses to answer");
            }
            catch (DnsException e)
            {
                reasons.Add(e.Message);
            }
        }

        throw new DnsException($"{name}: {string.Join("; ", reasons)}");
    }
}
