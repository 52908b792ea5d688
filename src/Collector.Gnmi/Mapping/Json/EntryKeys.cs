using System.Buffers.Text;
using System.Text.Json;
using Collector.Gnmi.Mapping.Naming;

namespace Collector.Gnmi.Mapping.Json;

/// <summary>Finds the keys of a list entry before the entry is walked, because they may stand behind other members.</summary>
/// <remarks>One user at a time. What it found is good until it is asked again.</remarks>
internal sealed class EntryKeys
{
    private readonly JsonScratch _text = new();
    private readonly (int Start, int Length)[] _values = new (int, int)[64];
    private readonly JsonKey[] _keys = new JsonKey[64];

    /// <param name="plan">Of the list.</param>
    /// <param name="entry">A copy of the reader, at the entry's opening brace.</param>
    /// <param name="position">The entry's place in the list.</param>
    /// <exception cref="JsonException">The entry is broken.</exception>
    public JsonListKeys Read(ListKeyPlan plan, Utf8JsonReader entry, int position)
    {
        _text.Clear();
        var found = FindValues(plan, ref entry);
        var chosen = plan.Choose(found);
        if (chosen.IsEmpty) return AtPosition(position);
        for (var i = 0; i < chosen.Length; i++)
        {
            var (name, value) = (plan.Names[chosen[i]], _values[chosen[i]]);
            _keys[i] = new JsonKey { NameStart = _text.Length, NameLength = name.Length, ValueStart = value.Start, ValueLength = value.Length };
            _text.Append(name);
        }

        return new JsonListKeys(_text.Written, _keys.AsSpan(0, chosen.Length), isPosition: false);
    }

    private ulong FindValues(ListKeyPlan plan, ref Utf8JsonReader entry)
    {
        var found = 0UL;
        while (entry.Read() && entry.TokenType == JsonTokenType.PropertyName)
        {
            var place = plan.Find(ModulePrefix.Strip(entry.ValueSpan)); // the name of a key has nothing to escape
            entry.Read();
            if (entry.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) entry.Skip();
            else if (place >= 0 && entry.TokenType != JsonTokenType.Null)
            {
                Keep(place, ref entry);
                found |= 1UL << place;
                if (plan.IsBest(found)) break;
            }
        }

        return found;
    }

    private void Keep(int place, ref Utf8JsonReader entry)
    {
        var start = _text.Length;
        if (entry.ValueIsEscaped) _text.AppendUnescaped(entry.ValueSpan);
        else _text.Append(entry.ValueSpan);
        _values[place] = (start, _text.Length - start);
    }

    private JsonListKeys AtPosition(int position)
    {
        Span<byte> digits = stackalloc byte[10];
        Utf8Formatter.TryFormat(position, digits, out var length);
        _text.Clear();
        _text.Append("index"u8);
        _text.Append(digits[..length]);
        _keys[0] = new JsonKey { NameLength = "index"u8.Length, ValueStart = "index"u8.Length, ValueLength = length };
        return new JsonListKeys(_text.Written, _keys.AsSpan(0, 1), isPosition: true);
    }
}
