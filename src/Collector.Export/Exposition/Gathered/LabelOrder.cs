using System.Text;

namespace Collector.Export.Exposition.Gathered;

/// <summary>The order of series within a family: fewer labels first, then by the values of the labels, in the order of their names.</summary>
internal static class LabelOrder
{
    public static int Compare(LabelReader left, LabelReader right)
    {
        var order = 0;
        while (true)
        {
            var hasLeft = left.Read();
            var hasRight = right.Read();
            if (hasLeft != hasRight) return hasLeft ? 1 : -1;
            if (!hasLeft) return order;
            if (order == 0) order = CompareValues(left.Value, right.Value);
        }
    }

    /// <summary>Whether they are one and the same series.</summary>
    public static bool AreEqual(LabelReader left, LabelReader right)
    {
        while (true)
        {
            var hasLeft = left.Read();
            if (hasLeft != right.Read()) return false;
            if (!hasLeft) return true;
            if (!left.Name.SequenceEqual(right.Name) || !left.Value.SequenceEqual(right.Value)) return false;
        }
    }

    /// <summary>Compares escaped values by what they mean.</summary>
    public static int CompareValues(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var same = left.CommonPrefixLength(right);
        if (left[..same].IndexOf((byte)'\\') < 0 && !IsEscape(left, same) && !IsEscape(right, same)) return left.SequenceCompareTo(right);
        return Unescape(left).AsSpan().SequenceCompareTo(Unescape(right));
    }

    private static bool IsEscape(ReadOnlySpan<byte> value, int at) => at < value.Length && value[at] == '\\';

    // Rare: a backslash, a quote or a line feed in a label's value.
    private static byte[] Unescape(ReadOnlySpan<byte> value) => Encoding.UTF8.GetBytes(
        Encoding.UTF8.GetString(value).Replace("\\\\", "\0\\", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal)
            .Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\0\\", "\\", StringComparison.Ordinal));
}
