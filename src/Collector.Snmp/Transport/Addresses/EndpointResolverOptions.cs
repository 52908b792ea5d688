namespace Collector.Snmp.Transport.Addresses;

/// <summary>How often and how patiently names are looked up.</summary>
public sealed record EndpointResolverOptions
{
    /// <summary>After how long a resolved name is looked up again.</summary>
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a lookup may take until it counts as failed.</summary>
    public TimeSpan LookupTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Pause after the first failure; it doubles with each further one, up to <see cref="LongestRetry"/>.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Lookups in flight at once, at least 2. Names that failed last time get half of them, so that they do not hold up the others.</summary>
    public int MostLookups { get; init; } = 16;

    /// <summary>Whether IPv6 addresses are of any use; see <see cref="TransportCapabilities.IPv6"/>.</summary>
    public bool IPv6 { get; init; } = true;
}
