using System.Diagnostics.CodeAnalysis;
using Collector.Daemon.Endpoints.Pages;
using Collector.Daemon.Verdicts;
using Collector.Export.Exposition.PerTarget;
using Collector.Pipeline.Diagnostics;
using Collector.Pipeline.Store;

namespace Collector.Daemon.Endpoints;

/// <summary>The parameter <c>state</c> of a list of targets: a state, a kind of verdict, or <c>broken</c>; repeated, any of them; without it, all.</summary>
/// <remarks>Immutable.</remarks>
internal sealed class StateFilter
{
    public const string Parameter = "state";

    private static readonly string[] Words = [TargetListQuery.Broken, .. EnumLabels<TargetState>.All.Union(EnumLabels<VerdictKind>.All, StringComparer.Ordinal)];

    private readonly string[] _wanted;

    private StateFilter(string[] wanted) => _wanted = wanted;

    /// <summary>False with the reason for a 400.</summary>
    public static bool TryRead(IEnumerable<string?> values, [NotNullWhen(true)] out StateFilter? filter, out string error)
    {
        string[] wanted = [.. values.OfType<string>()];
        var unknown = Array.Find(wanted, word => !Words.Contains(word, StringComparer.Ordinal));
        error = unknown is null ? "" : $"no target is ever in the state '{unknown}'; there are {string.Join(", ", Words)}";
        filter = unknown is null ? new StateFilter(wanted) : null;
        return filter is not null;
    }

    public bool Takes(TargetSeries series, VerdictKind verdict) =>
        _wanted.Length == 0
        || _wanted.Contains(EnumLabels<VerdictKind>.Of(verdict))
        || _wanted.Contains(EnumLabels<TargetState>.Of(StateOf(series)))
        || (verdict < VerdictKind.Pending && _wanted.Contains(TargetListQuery.Broken));

    private static TargetState StateOf(TargetSeries series)
    {
        if (series.Stream is { IsUp: var isLive }) return isLive switch { null => TargetState.Pending, true => TargetState.Up, false => TargetState.Down };
        if (!series.History.TryGetLast(out var last)) return TargetState.Pending;
        return last.IsUp ? TargetState.Up : TargetState.Down;
    }
}
