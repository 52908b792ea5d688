using System.Text;
using Collector.Pipeline.Relabelling;
using Collector.Pipeline.Targets;

namespace Collector.Export.RemoteWrite.Requests;

/// <summary>Applies an endpoint's <c>write_relabel_configs</c> to the labels of one series. Once for each series, never for a sample.</summary>
/// <remarks>One thread.</remarks>
internal sealed class SeriesRules(RelabelRules rules)
{
    private readonly LabelBuilder _builder = new();
    private readonly LabelList _list = new();
    private readonly List<Label> _labels = [];

    public bool AreNone => rules.IsEmpty;

    /// <summary>False when the series is dropped, or when what is left are no labels of a series.</summary>
    /// <param name="encoded">All labels, with the name.</param>
    /// <param name="changed">What they become; null when they stay as they are.</param>
    public bool Apply(ReadOnlySpan<byte> encoded, out byte[]? changed)
    {
        changed = null;
        if (rules.IsEmpty) return true;
        _labels.Clear();
        var messages = new LabelMessages(encoded);
        while (messages.Read()) _labels.Add(new Label(Encoding.UTF8.GetString(messages.Name), Encoding.UTF8.GetString(messages.Value)));
        _builder.Reset([.. _labels]);
        if (!rules.Apply(_builder)) return false;
        _list.Clear();
        foreach (var label in _builder.ToArray()) _list.Add(label.Name, label.Value);
        if (_builder.Get("__name__").Length == 0 || !_list.AreNamesValid()) return false;
        var result = _list.Encode(out _);
        if (!encoded.SequenceEqual(result)) changed = result;
        return true;
    }
}
