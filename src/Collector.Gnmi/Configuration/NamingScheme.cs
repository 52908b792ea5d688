namespace Collector.Gnmi.Configuration;

/// <summary>Whose names series have: <c>gnmi.names</c>.</summary>
public enum NamingScheme : byte
{
    /// <summary>gnmic's Prometheus output, name for name and label for label.</summary>
    Gnmic,

    /// <summary>Ours: module prefixes dropped, units in the name, the label <c>instance</c>.</summary>
    Native,

    /// <summary>Those of telegraf's gnmi input behind its prometheus_client output: the subscription, the path below it, bare keys as labels.</summary>
    Telegraf,
}
