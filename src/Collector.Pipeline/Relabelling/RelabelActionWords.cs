using System.Diagnostics.CodeAnalysis;

namespace Collector.Pipeline.Relabelling;

/// <summary>The actions as files write them, in any case of letters, and what each of them may be written with.</summary>
internal static class RelabelActionWords
{
    [SuppressMessage("Globalization", "CA1308", Justification = "Prometheus' words are in lower case")]
    public static readonly IReadOnlyDictionary<string, RelabelAction> All =
        Enum.GetValues<RelabelAction>().ToDictionary(action => action.ToString().ToLowerInvariant(), StringComparer.OrdinalIgnoreCase);

    public static string Word(this RelabelAction action) => All.First(entry => entry.Value == action).Key;

    public static bool NeedsTarget(this RelabelAction action) =>
        action is RelabelAction.Replace or RelabelAction.HashMod or RelabelAction.Lowercase or RelabelAction.Uppercase or RelabelAction.KeepEqual or RelabelAction.DropEqual;

    public static bool ComparesOnly(this RelabelAction action) => action is RelabelAction.KeepEqual or RelabelAction.DropEqual;

    public static bool TakesRegexOnly(this RelabelAction action) => action is RelabelAction.LabelDrop or RelabelAction.LabelKeep;
}
