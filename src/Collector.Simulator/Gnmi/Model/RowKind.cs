namespace Collector.Simulator.Gnmi.Model;

/// <summary>What the entries of a container's lists are.</summary>
internal enum RowKind
{
    /// <summary>No list: there is one.</summary>
    Single,
    Interface,

    /// <summary>Each interface has one, number 0.</summary>
    Subinterface,
    Processor,

    /// <summary>All components.</summary>
    Component,

    /// <summary>Components with a thermometer: chassis, line cards, transceivers.</summary>
    Warm,
    Fan,
    PowerSupply,
    Transceiver,

    /// <summary>A transceiver has four.</summary>
    Channel,
}
