using System.Buffers;
using System.Text;
using Collector.Pipeline.Patterns;
using Collector.Pipeline.Store;
using Collector.Snmp.Mapping.Rendering;
using Collector.Snmp.Mapping.Rows;
using Collector.Snmp.Messages;

namespace Collector.Snmp.Mapping.Cells;

/// <summary>What one metric's expressions last took out of the text of each row. Expressions run when a text differs from the poll before; else it is a compare.</summary>
/// <remarks>The target's lane only. Numbers are a function of the octets alone, so a slot that another row takes over needs no clearing.</remarks>
internal sealed class ExtractedNumbers(ExtractPlan plan)
{
    // A NaN that no arithmetic makes, for a suffix of which no expression matched.
    private const ulong Nothing = ulong.MaxValue;

    private readonly LookupValues _texts = new();
    private ulong[] _numbers = [];
    private int _octetsLeft = MappingLimits.ExtractedOctets;

    public void BeginPoll() => _octetsLeft = MappingLimits.ExtractedOctets;

    /// <summary>Takes a row's text and stages what was found in it, from a column on. False when that is nothing.</summary>
    public bool Take(int row, in SnmpValue value, TableSnapshot staging, int firstColumn)
    {
        var suffixes = plan.Suffixes.Count;
        if ((row + 1) * suffixes > _numbers.Length) Array.Resize(ref _numbers, Math.Max(row + 1, 2 * _numbers.Length / suffixes) * suffixes);
        var numbers = _numbers.AsSpan(row * suffixes, suffixes);
        if (_texts.Update(row, value) && !TryExtract(value, numbers)) _texts.Clear(row); // the next poll looks at it again
        var found = false;
        for (var suffix = 0; suffix < suffixes; suffix++)
        {
            if (numbers[suffix] == Nothing) continue;
            staging.Set(firstColumn + suffix, row, numbers[suffix]);
            found = true;
        }

        return found;
    }

    /// <summary>False when this poll has looked at so much new text already that other targets would have to wait.</summary>
    private bool TryExtract(in SnmpValue value, Span<ulong> numbers)
    {
        numbers.Fill(Nothing);
        _octetsLeft -= value.Content.Length;
        if (_octetsLeft < 0) return false;
        Extract(value, numbers);
        return true;
    }

    private void Extract(in SnmpValue value, Span<ulong> numbers)
    {
        var maxLength = TextRendering.MaxLength(value, plan.Hint);
        var utf8 = ArrayPool<byte>.Shared.Rent(maxLength);
        var text = ArrayPool<char>.Shared.Rent(maxLength);
        var length = Encoding.UTF8.GetChars(utf8.AsSpan(0, TextRendering.Render(plan.Form, plan.Hint, value, utf8)), text);
        for (var suffix = 0; suffix < numbers.Length; suffix++) numbers[suffix] = Extract(plan.Suffixes[suffix], text.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(utf8);
        ArrayPool<char>.Shared.Return(text);
    }

    private ulong Extract(IReadOnlyList<Extraction> expressions, ReadOnlySpan<char> text)
    {
        foreach (var expression in expressions)
        {
            if (expression.Pattern.TryExpand(text, expression.Value, out var expanded) && GoNumber.TryParse(expanded, out var number)) return plan.Scaling.Apply(number);
        }

        return Nothing;
    }
}
