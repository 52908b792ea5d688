using Collector.Gnmi.Mapping.Values;

namespace Collector.Gnmi.Mapping;

/// <summary>What a value becomes under a rule: a kind of column and the 64 bits of its cell.</summary>
internal static class CellConversion
{
    /// <summary>False when the value is no sample.</summary>
    public static bool TryConvert(in LeafValue value, ValueRule rule, out CellKind kind, out ulong cell)
    {
        (kind, cell) = (CellKind.Unsigned, value.Bits);
        switch (value.Kind)
        {
            case LeafValueKind.Unsigned:
            case LeafValueKind.Bool:
                return true;
            case LeafValueKind.Signed:
                (kind, cell) = (CellKind.Double, BitConverter.DoubleToUInt64Bits((long)value.Bits));
                return true;
            case LeafValueKind.Double:
                kind = CellKind.Double;
                return true;
            default:
                return false;
        }
    }
}
