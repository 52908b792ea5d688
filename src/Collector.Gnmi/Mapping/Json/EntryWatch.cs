using Collector.Gnmi.Mapping.Wire;
using Collector.Pipeline.Store.Streams;

namespace Collector.Gnmi.Mapping.Json;

/// <summary>Notices entries of lists whose keys are not known: JSON does not say which members they are, and a wrong guess makes one row of several.</summary>
/// <remarks>One user at a time. Looks at as much of a value as <see cref="MostBytes"/> hold.</remarks>
internal sealed class EntryWatch(SubscriptionHistory history)
{
    private const long MostBytes = 1024 * 1024; // of paths to entries: some ten thousand of them

    private readonly ByteTable _entered = new();

    /// <summary>A value begins.</summary>
    public void Begin()
    {
        if (_entered.Count > 0) _entered.Clear(); // most values have no lists
    }

    /// <summary>An entry begins.</summary>
    /// <param name="path">Below the update's path, the entry's keys included.</param>
    /// <param name="isPosition"><see cref="JsonListKeys.IsPosition"/>.</param>
    public void Enter(ReadOnlySpan<byte> path, bool isPosition)
    {
        if (isPosition)
        {
            history.CountListEntryProblem(ListEntryProblem.NoKey);
            return;
        }

        if (_entered.Length + path.Length > MostBytes) return;
        var before = _entered.Count;
        _entered.FindOrAdd(path);
        if (_entered.Count == before) history.CountListEntryProblem(ListEntryProblem.SameKeys);
    }
}
