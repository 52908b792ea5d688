namespace Collector.Simulator.Gnmi.Model;

/// <summary>One entry of the lists that lead to a container.</summary>
/// <param name="Number">What its values are computed from.</param>
/// <param name="Keys">The value of every key, in the order of the path's steps.</param>
/// <param name="Change">What a script changed about the interface.</param>
internal sealed record ModelRow(int Number, string[] Keys, InterfaceChange? Change = null);
