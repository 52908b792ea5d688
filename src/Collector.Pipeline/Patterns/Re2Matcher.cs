using System.Text;

namespace Collector.Pipeline.Patterns;

/// <summary>Runs programs over text: all ways at once, step by step, so that time is program × text at most, and preferences decide as in Perl.</summary>
/// <remarks>
/// For one thread. It is ours because .NET's own non-backtracking engine loses some matches (dotnet/runtime pull request 130176) and knows
/// no `\b` of ASCII; and because groups are had without allocating.
/// </remarks>
internal sealed class Re2Matcher
{
    private const int NoPlace = -1;

    [ThreadStatic]
    private static Re2Matcher? _ofThread;

    private Re2Threads _current = new();
    private Re2Threads _next = new();
    private (int Instruction, int Slot, int Place)[] _pending = new (int, int, int)[64];
    private int[] _path = [];

    /// <summary>The calling thread's matcher.</summary>
    public static Re2Matcher OfThread => _ofThread ??= new Re2Matcher();

    /// <summary>Finds the leftmost match, the preferred one of those.</summary>
    /// <param name="program">The expression.</param>
    /// <param name="text">UTF-16; half a pair counts as U+FFFD.</param>
    /// <param name="places">Where groups begin and end in the text, -1 for those without a part in the match; empty when only the answer matters.</param>
    public bool TryMatch(Re2Program program, ReadOnlySpan<char> text, Span<int> places)
    {
        _current.Begin(program.Instructions.Length, places.Length);
        _next.Begin(program.Instructions.Length, places.Length);
        if (_path.Length < places.Length) _path = new int[places.Length];
        var isMatch = false;
        for (var (at, length) = (0, 0); ; at += length)
        {
            if (!isMatch && (at == 0 || !program.IsAnchored)) AddStart(program, text, at, places.Length);
            if (_current.Count == 0) return isMatch;
            var codePoint = -1;
            length = 0;
            if (at < text.Length)
            {
                Rune.DecodeFromUtf16(text[at..], out var rune, out length);
                codePoint = rune.Value;
            }

            if (Step(program, text, codePoint, at + length, places))
            {
                if (places.IsEmpty) return true;
                isMatch = true; // a preferred, longer one may still come
            }

            if (codePoint < 0) return isMatch;
            (_current, _next) = (_next, _current);
            _next.Clear();
        }
    }

    private void AddStart(Re2Program program, ReadOnlySpan<char> text, int at, int slots)
    {
        _path.AsSpan(0, slots).Fill(NoPlace);
        Follow(program, program.Start, text, at, _current, slots);
    }

    /// <summary>Takes one code point (-1 at the end). True when a way was accepted; those that are less preferred end with it.</summary>
    private bool Step(Re2Program program, ReadOnlySpan<char> text, int codePoint, int after, Span<int> places)
    {
        for (var i = 0; i < _current.Count; i++)
        {
            ref readonly var instruction = ref program.Instructions[_current[i]];
            if (instruction.Operation == Re2Operation.Accept)
            {
                _current.Places(i).CopyTo(places);
                return true;
            }

            if (instruction.Operation != Re2Operation.Take || codePoint < 0 || !program.Sets[instruction.Argument].Contains(codePoint)) continue;
            _current.Places(i).CopyTo(_path);
            Follow(program, instruction.Next, text, after, _next, places.Length);
        }

        return false;
    }

    /// <summary>Adds all instructions that are reached from one without taking text, in order of preference.</summary>
    private void Follow(Re2Program program, int from, ReadOnlySpan<char> text, int at, Re2Threads threads, int slots)
    {
        var pending = 0;
        Push(ref pending, from, NoPlace, 0);
        while (pending > 0)
        {
            var (instructionAt, slot, place) = _pending[--pending];
            if (slot != NoPlace)
            {
                _path[slot] = place; // back from a way that had set it
                continue;
            }

            for (var next = instructionAt; next >= 0 && threads.TryAdd(next, out var index);)
            {
                ref readonly var instruction = ref program.Instructions[next];
                next = instruction.Next;
                switch (instruction.Operation)
                {
                    case Re2Operation.Fork:
                        Push(ref pending, instruction.Argument, NoPlace, 0);
                        break;
                    case Re2Operation.Save when instruction.Argument < slots:
                        Push(ref pending, 0, instruction.Argument, _path[instruction.Argument]);
                        _path[instruction.Argument] = at;
                        break;
                    case Re2Operation.Save:
                        break;
                    case Re2Operation.Check when IsAt((Re2Place)instruction.Argument, text, at):
                        break;
                    case Re2Operation.Check:
                        next = -1;
                        break;
                    default:
                        _path.AsSpan(0, slots).CopyTo(threads.Places(index));
                        next = -1;
                        break;
                }
            }
        }
    }

    private void Push(ref int pending, int instruction, int slot, int place)
    {
        if (pending == _pending.Length) Array.Resize(ref _pending, 2 * pending);
        _pending[pending++] = (instruction, slot, place);
    }

    private static bool IsAt(Re2Place place, ReadOnlySpan<char> text, int at) => place switch
    {
        Re2Place.TextStart => at == 0,
        Re2Place.TextEnd => at == text.Length,
        Re2Place.LineStart => at == 0 || text[at - 1] == '\n',
        Re2Place.LineEnd => at == text.Length || text[at] == '\n',
        Re2Place.WordBoundary => IsWord(text, at - 1) != IsWord(text, at),
        _ => IsWord(text, at - 1) == IsWord(text, at),
    };

    private static bool IsWord(ReadOnlySpan<char> text, int at) => (uint)at < (uint)text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_');
}
