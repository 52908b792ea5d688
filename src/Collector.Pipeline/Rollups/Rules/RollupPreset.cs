namespace Collector.Pipeline.Rollups.Rules;

/// <summary>Rollups that are ready to be used, over the families of IF-MIB, over gNMI's of OpenConfig, and over `up`.</summary>
public enum RollupPreset
{
    /// <summary>Bits in a second, in and out, of all ports, by site and role.</summary>
    Traffic,

    /// <summary>Ports that should be up and are not, by site.</summary>
    PortsDown,

    /// <summary>Devices that answer, by site and model.</summary>
    DevicesUp,

    /// <summary>The links that are used most, in parts of their speed, in and out.</summary>
    HottestLinks,

    /// <summary>As <see cref="Traffic"/>, of what gNMI targets stream.</summary>
    GnmiTraffic,

    /// <summary>As <see cref="PortsDown"/>, of what gNMI targets stream.</summary>
    GnmiPortsDown,

    /// <summary>As <see cref="HottestLinks"/>, of what gNMI targets stream.</summary>
    GnmiHottestLinks,
}
