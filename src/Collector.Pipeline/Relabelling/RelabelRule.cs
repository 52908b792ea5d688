using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Patterns;
using Collector.Pipeline.Targets;

namespace Collector.Pipeline.Relabelling;

/// <summary>One entry of Prometheus' <c>relabel_configs</c>. Two are equal when they say the same, wherever they were written.</summary>
/// <remarks>Immutable; any thread. Allocates what it changes, so it is for binding a row and not for a sample.</remarks>
public sealed class RelabelRule : IEquatable<RelabelRule>
{
    /// <summary>Between the values of the sources, unless the rule says otherwise.</summary>
    public const string DefaultSeparator = ";";

    public const string DefaultRegex = "(.*)";

    public const string DefaultReplacement = "$1";

    private readonly ExpansionTemplate? _target; // null when the target label is a plain name
    private readonly ExpansionTemplate _replacement;

    internal RelabelRule(RelabelAction action, IReadOnlyList<string> sourceLabels, string separator, Re2Pattern regex, ulong modulus, string targetLabel, string replacement)
    {
        (Action, SourceLabels, Separator, Regex, Modulus, TargetLabel, Replacement) = (action, sourceLabels, separator, regex, modulus, targetLabel, replacement);
        _target = targetLabel.Contains('$', StringComparison.Ordinal) ? new ExpansionTemplate(targetLabel, regex) : null;
        _replacement = new ExpansionTemplate(replacement, regex);
    }

    public RelabelAction Action { get; }

    /// <summary>Labels whose values are joined to what the rule looks at.</summary>
    public IReadOnlyList<string> SourceLabels { get; }

    public string Separator { get; }

    /// <summary>Must match the whole of what the rule looks at.</summary>
    public Re2Pattern Regex { get; }

    /// <summary>For <see cref="RelabelAction.HashMod"/>, and then not zero.</summary>
    public ulong Modulus { get; }

    /// <summary>A name, or for <see cref="RelabelAction.Replace"/> a template that makes one.</summary>
    public string TargetLabel { get; }

    /// <summary>A template.</summary>
    public string Replacement { get; }

    /// <summary>Where the rule was written.</summary>
    public SourcePosition Position { get; init; }

    /// <summary>False when what has these labels is dropped.</summary>
    public bool Apply(LabelBuilder labels)
    {
        switch (Action)
        {
            case RelabelAction.LabelMap:
                MapNames(labels);
                return true;
            case RelabelAction.LabelDrop or RelabelAction.LabelKeep:
                RemoveNames(labels, isRemoved: Action == RelabelAction.LabelDrop);
                return true;
            default:
                return Apply(labels, Joined(labels));
        }
    }

    public bool Equals(RelabelRule? other) =>
        other is not null && Action == other.Action && Separator == other.Separator && Regex.Expression == other.Regex.Expression && Modulus == other.Modulus
        && TargetLabel == other.TargetLabel && Replacement == other.Replacement && SourceLabels.SequenceEqual(other.SourceLabels, StringComparer.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as RelabelRule);

    public override int GetHashCode() => HashCode.Combine(Action, Regex.Expression, TargetLabel, Replacement, SourceLabels.Count);

    public override string ToString() => $"{Action.Word()} [{string.Join(", ", SourceLabels)}] {Regex} -> {TargetLabel}";

    private bool Apply(LabelBuilder labels, string value)
    {
        switch (Action)
        {
            case RelabelAction.Keep: return Regex.IsMatch(value);
            case RelabelAction.Drop: return !Regex.IsMatch(value);
            case RelabelAction.KeepEqual: return labels.Get(TargetLabel) == value;
            case RelabelAction.DropEqual: return labels.Get(TargetLabel) != value;
            case RelabelAction.Replace: Replace(labels, value); break;
            case RelabelAction.HashMod: labels.Set(TargetLabel, Hash(value)); break;
            case RelabelAction.Lowercase: labels.Set(TargetLabel, LowerCase(value)); break;
            case RelabelAction.Uppercase: labels.Set(TargetLabel, value.ToUpperInvariant()); break;
            case RelabelAction.LabelMap or RelabelAction.LabelDrop or RelabelAction.LabelKeep: break; // look at names
        }

        return true;
    }

    private string Joined(LabelBuilder labels) => SourceLabels.Count switch
    {
        0 => "",
        1 => labels.Get(SourceLabels[0]),
        _ => string.Join(Separator, SourceLabels.Select(labels.Get)),
    };

    private void Replace(LabelBuilder labels, string value)
    {
        if (!Regex.TryExpand(value, _replacement, out var replacement)) return;
        var target = TargetLabel;
        if (_target is not null && !Regex.TryExpand(value, _target, out target)) return;
        if (LabelSet.IsValidName(target)) labels.Set(target, replacement);
    }

    private void MapNames(LabelBuilder labels)
    {
        foreach (var label in labels.Visit())
        {
            if (Regex.TryExpand(label.Name, _replacement, out var name)) labels.Set(name, label.Value);
        }
    }

    private void RemoveNames(LabelBuilder labels, bool isRemoved)
    {
        foreach (var label in labels.Visit())
        {
            if (Regex.IsMatch(label.Name) == isRemoved) labels.Remove(label.Name);
        }
    }

    /// <summary>The last eight octets of the MD5, big-endian: what Prometheus' hashmod has always used, so that shards stay where they are.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "It spreads targets and protects nothing")]
    private string Hash(string value)
    {
        Span<byte> hash = stackalloc byte[MD5.HashSizeInBytes];
        MD5.HashData(Encoding.UTF8.GetBytes(value), hash);
        return (BinaryPrimitives.ReadUInt64BigEndian(hash[8..]) % Modulus).ToString(CultureInfo.InvariantCulture);
    }

    [SuppressMessage("Globalization", "CA1308", Justification = "Lower case is what the action is for")]
    private static string LowerCase(string value) => value.ToLowerInvariant();
}
