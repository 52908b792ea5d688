using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Collector.Snmp.Mapping.Rendering;

/// <summary>A DISPLAY-HINT of an OCTET STRING (RFC 2579 section 3.1): how its octets become text, for metrics and lookups.</summary>
/// <remarks>Immutable; any thread; rendering allocates nothing and is bounded by <see cref="MaxLength"/>.</remarks>
internal sealed class DisplayHint
{
    private readonly Step[] _steps;

    private DisplayHint(Step[] steps) => _steps = steps;

    /// <summary>False when the hint breaks the rules; the value is then shown as without it.</summary>
    public static bool TryParse(string hint, [NotNullWhen(true)] out DisplayHint? parsed)
    {
        parsed = null;
        var steps = new List<Step>();
        ReadOnlySpan<char> rest = hint;
        while (!rest.IsEmpty)
        {
            if (!TryParseStep(ref rest, out var step)) return false;
            steps.Add(step);
        }

        // The last step is repeated until no octet is left, so it has to take some.
        if (steps.Count == 0 || steps[^1].Length == 0) return false;
        parsed = new DisplayHint([.. steps]);
        return true;
    }

    /// <summary>Room enough for any text of <paramref name="octets"/> octets.</summary>
    public int MaxLength(int octets) => 32 + 2 * _steps.Length + 5 * octets; // an octet is three letters, a separator and a terminator at most

    /// <summary>Writes the text of a value that is not empty; false when a number would be larger than eight octets.</summary>
    public bool TryRender(ReadOnlySpan<byte> octets, Span<byte> destination, out int written)
    {
        written = 0;
        if (octets.IsEmpty) return false;
        for (var i = 0; !octets.IsEmpty; i++)
        {
            var step = _steps[Math.Min(i, _steps.Length - 1)];
            var times = 1;
            if (step.IsRepeated)
            {
                times = octets[0];
                octets = octets[1..];
            }

            for (var time = 1; time <= times && (!octets.IsEmpty || step.Length == 0); time++)
            {
                var length = Math.Min(step.Length, octets.Length);
                if (!TryWrite(step.Format, octets[..length], destination[written..], out var letters)) return false;
                written += letters;
                octets = octets[length..];
                var isBeforeTerminator = time == times && step.Terminator != 0;
                if (step.Separator != 0 && !octets.IsEmpty && !isBeforeTerminator) destination[written++] = step.Separator;
            }

            if (step.Terminator != 0 && !octets.IsEmpty) destination[written++] = step.Terminator;
        }

        return true;
    }

    private static bool TryParseStep(ref ReadOnlySpan<char> rest, out Step step)
    {
        step = default;
        var isRepeated = rest[0] == '*';
        if (isRepeated) rest = rest[1..];
        var digits = 0;
        while (digits < rest.Length && char.IsAsciiDigit(rest[digits])) digits++;
        if (digits is 0 or > 5 || digits == rest.Length || rest[digits] is not ('d' or 'x' or 'o' or 'a' or 't')) return false;
        var length = int.Parse(rest[..digits]);
        var format = rest[digits];
        rest = rest[(digits + 1)..];
        if (isRepeated && length == 0 || !TryParseMark(ref rest, out var separator)) return false;
        byte terminator = 0;
        if (isRepeated && separator != 0 && !TryParseMark(ref rest, out terminator)) return false;
        step = new Step(isRepeated, length, format, separator, terminator);
        return true;
    }

    /// <summary>A separator or terminator: anything that does not begin the next step. Absent is 0.</summary>
    private static bool TryParseMark(ref ReadOnlySpan<char> rest, out byte mark)
    {
        mark = 0;
        if (rest.IsEmpty || rest[0] == '*' || char.IsAsciiDigit(rest[0])) return true;
        if (rest[0] is '\0' or > '\x7F') return false; // a hint is ASCII, as MIBs are
        mark = (byte)rest[0];
        rest = rest[1..];
        return true;
    }

    private static bool TryWrite(char format, ReadOnlySpan<byte> octets, Span<byte> destination, out int written)
    {
        written = 0;
        switch (format)
        {
            case 'x':
                return Convert.TryToHexString(octets, destination, out written);
            case 'a' or 't':
                written = TextRendering.RenderOctets(TextForm.Display, octets, destination);
                return true;
        }

        if (octets.IsEmpty) return true;
        if (octets.Length > 8) return false;
        var number = 0UL;
        foreach (var octet in octets) number = number << 8 | octet;
        return format == 'd' ? Utf8Formatter.TryFormat(number, destination, out written) : TryWriteOctal(number, destination, out written);
    }

    private static bool TryWriteOctal(ulong number, Span<byte> destination, out int written)
    {
        written = 1;
        for (var rest = number >> 3; rest != 0; rest >>= 3) written++;
        for (var i = written - 1; i >= 0; i--, number >>= 3) destination[i] = (byte)('0' + (number & 7));
        return true;
    }

    /// <param name="IsRepeated">The first octet says how often.</param>
    /// <param name="Length">Octets of one application; 0 only writes the separator.</param>
    /// <param name="Format">d, x, o, a or t.</param>
    /// <param name="Separator">Between applications; 0 for none.</param>
    /// <param name="Terminator">After the last repetition, in place of the separator; 0 for none.</param>
    private readonly record struct Step(bool IsRepeated, int Length, char Format, byte Separator, byte Terminator);
}
