using Collector.Pipeline.Store;

namespace Collector.Pipeline.Rollups.Passes;

/// <summary>Notices that the labels of a table's rows are not what they were, by the chunks that hold them: nothing is compared octet by octet.</summary>
/// <remarks>The pass's thread.</remarks>
internal sealed class LabelWatch
{
    private (RowLabels Labels, int Edition)[] _chunks = [];
    private int _count = -1;

    /// <summary>Whether something changed since the last call.</summary>
    public bool HasChanged(TableSnapshot table)
    {
        var labels = table.RowLabels;
        var hasChanged = labels.Count != _count;
        if (_chunks.Length < labels.Count) Array.Resize(ref _chunks, labels.Count);
        for (var chunk = 0; chunk < labels.Count; chunk++)
        {
            var now = (labels[chunk], labels[chunk].Edition);
            if (ReferenceEquals(now.Item1, _chunks[chunk].Labels) && now.Edition == _chunks[chunk].Edition) continue;
            _chunks[chunk] = now;
            hasChanged = true;
        }

        _count = labels.Count;
        return hasChanged;
    }
}
