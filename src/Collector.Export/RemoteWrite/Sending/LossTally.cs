using System.Text;
using Collector.Export.RemoteWrite.Buffer;

namespace Collector.Export.RemoteWrite.Sending;

/// <summary>What was lost for one reason, target by target.</summary>
/// <remarks>One thread at a time.</remarks>
internal sealed class LossTally
{
    private const int MostTargets = 10_000; // of more the sums are kept
    private const int MostNames = 10;       // in a line of the log

    private readonly Dictionary<string, TargetSpan> _targets = new(StringComparer.Ordinal);

    public long Samples { get; private set; }

    public long OldestUnixMs { get; private set; } = long.MaxValue;

    public long NewestUnixMs { get; private set; }

    public void Add(in RequestSummary summary, ReadOnlySpan<TargetSpan> targets)
    {
        Samples += summary.Samples;
        OldestUnixMs = Math.Min(OldestUnixMs, summary.OldestUnixMs);
        NewestUnixMs = Math.Max(NewestUnixMs, summary.NewestUnixMs);
        foreach (var target in targets)
        {
            if (_targets.TryGetValue(target.Instance, out var known)) _targets[target.Instance] = Sum(known, target);
            else if (_targets.Count < MostTargets) _targets.Add(target.Instance, target);
        }
    }

    /// <summary>Those that lost most, each with its times, and how many more there are.</summary>
    public string InWords()
    {
        if (_targets.Count == 0) return "targets unknown";
        var text = new StringBuilder();
        foreach (var target in _targets.Values.OrderByDescending(target => target.Samples).ThenBy(target => target.Instance, StringComparer.Ordinal).Take(MostNames))
            text.Append(text.Length > 0 ? ", " : "").Append(target.Instance).Append(" (").Append(target.Samples).Append(" from ").Append(Time(target.OldestUnixMs)).Append(" to ").Append(Time(target.NewestUnixMs)).Append(')');
        if (_targets.Count > MostNames) text.Append(" and ").Append(_targets.Count - MostNames).Append(" more targets");
        return text.ToString();
    }

    private static TargetSpan Sum(TargetSpan one, TargetSpan other) =>
        new(one.Instance, one.Samples + other.Samples, Math.Min(one.OldestUnixMs, other.OldestUnixMs), Math.Max(one.NewestUnixMs, other.NewestUnixMs));

    private static string Time(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs).ToString("HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
