using System.Collections.Frozen;
using System.Text;

namespace Collector.Pipeline.Samples;

/// <summary>The names of an enumeration's codes, escaped for exposition, in ascending order of code.</summary>
public sealed class CodeNames
{
    private readonly FrozenDictionary<long, byte[]> _byCode;
    private readonly (long Code, byte[] Name)[] _ordered;

    public CodeNames(IReadOnlyDictionary<long, string> names)
    {
        _byCode = names.ToFrozenDictionary(pair => pair.Key, pair => LabelEscaping.Escape(pair.Value));
        _ordered = [.. _byCode.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value))];
    }

    /// <summary>Every known code with its escaped name.</summary>
    public ReadOnlySpan<(long Code, byte[] Name)> Ordered => _ordered;

    /// <summary>The escaped name of <paramref name="code"/>; an unknown one is written as a decimal into <paramref name="scratch"/> (20 bytes are enough).</summary>
    public ReadOnlySpan<byte> NameOf(long code, Span<byte> scratch, out bool known)
    {
        known = _byCode.TryGetValue(code, out var name);
        if (known) return name;
        System.Buffers.Text.Utf8Formatter.TryFormat(code, scratch, out var length);
        return scratch[..length];
    }
}
