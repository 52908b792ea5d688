namespace Collector.Gnmi.Configuration.Gnmic;

/// <summary>What a file says of where series go: here all of them go to one place, so a choice among outputs is worth a word.</summary>
/// <param name="Shown">Names of the outputs that become our series; null when the file has no outputs.</param>
/// <param name="Mapping">How the first of them names series; null when there is none.</param>
internal sealed record GnmicOutputs(IReadOnlySet<string>? Shown, MappingOptions? Mapping)
{
    /// <summary>Takes the <c>outputs</c> of a target or a subscription.</summary>
    public void Check(GnmicMapping of, string what)
    {
        var names = of.Texts("outputs");
        if (names.Count == 0 || names.Any(name => Shown is null || Shown.Contains(name.Text))) return;
        of.Source.Problems.Warning(of.PositionOf("outputs"), $"{what} goes to no Prometheus output in gnmic; here it has series like any other");
    }
}
