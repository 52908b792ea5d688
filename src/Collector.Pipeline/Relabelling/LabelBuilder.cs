using System.Runtime.InteropServices;
using Collector.Pipeline.Targets;

namespace Collector.Pipeline.Relabelling;

/// <summary>A set of labels that rules change. An empty value is no label, and a name that is none is left out.</summary>
/// <remarks>
/// For one thread; <see cref="Reset"/> makes it ready for the next set. What was there first is visited before what was added, as in Prometheus: it
/// decides which one stays when two labels are mapped to one name.
/// </remarks>
public sealed class LabelBuilder
{
    private readonly List<Label> _first = [];
    private readonly List<Label> _added = [];
    private readonly List<Label> _visited = [];

    public LabelBuilder(params ReadOnlySpan<Label> labels) => Reset(labels);

    /// <summary>Forgets everything and begins with these labels; each name once.</summary>
    public void Reset(params ReadOnlySpan<Label> labels)
    {
        _first.Clear();
        _added.Clear();
        foreach (var label in labels)
        {
            if (label.Value.Length > 0) _first.Add(label);
        }

        _first.Sort(static (one, other) => string.CompareOrdinal(one.Name, other.Name));
    }

    /// <summary>The value of a label; empty when there is none of that name.</summary>
    public string Get(string name)
    {
        foreach (var label in _added)
        {
            if (label.Name == name) return label.Value;
        }

        foreach (var label in _first)
        {
            if (label.Name == name) return label.Value;
        }

        return "";
    }

    public void Set(string name, string value)
    {
        if (value.Length == 0)
        {
            Remove(name);
            return;
        }

        if (!LabelSet.IsValidName(name)) return;
        _first.RemoveAll(label => label.Name == name);
        var index = _added.FindIndex(label => label.Name == name);
        if (index < 0) _added.Add(new Label(name, value));
        else _added[index] = new Label(name, value);
    }

    public void Remove(string name)
    {
        _first.RemoveAll(label => label.Name == name);
        _added.RemoveAll(label => label.Name == name);
    }

    /// <summary>Every label there is, sorted by name.</summary>
    public Label[] ToArray()
    {
        Label[] labels = [.. _first, .. _added];
        Array.Sort(labels, static (one, other) => string.CompareOrdinal(one.Name, other.Name));
        return labels;
    }

    public LabelSet ToLabelSet() => LabelSet.From(_first.Concat(_added));

    /// <summary>The labels of this moment, which may be changed while they are gone through. Good until the next call.</summary>
    internal ReadOnlySpan<Label> Visit()
    {
        _visited.Clear();
        _visited.AddRange(_first);
        _visited.AddRange(_added);
        return CollectionsMarshal.AsSpan(_visited);
    }
}
