using System.Text.Json;
using Collector.Gnmi.Mapping.Naming;
using Collector.Gnmi.Mapping.Values;

namespace Collector.Gnmi.Mapping.Json;

/// <summary>Walks a <c>json_val</c> or <c>json_ietf_val</c>: objects are containers, arrays of objects are lists whose entries have keys, everything else are leaves.</summary>
/// <remarks>
/// <para>One user at a time. Allocates nothing once its room has grown to what is sent. Never throws, whatever the bytes are.</para>
/// <para>RFC 7951: in JSON_IETF 64-bit integers, decimals and enumerations are strings; <c>[null]</c> is a leaf that is there and has no value. Members that begin with <c>@</c> are
/// annotations (RFC 7952) and no leaves.</para>
/// </remarks>
internal sealed class JsonLeaves(ListKeys listKeys)
{
    /// <summary>Objects and arrays within each other.</summary>
    public const int MostDepth = 48;

    /// <summary>Members and items of one value.</summary>
    public const int MostNodes = 4_000_000;

    private readonly EntryKeys _keys = new();
    private readonly JsonScratch _text = new();
    private bool _isIetf;
    private int _nodes;
    private int _entered;

    /// <summary>Hands every leaf of <paramref name="json"/> to the visitor; whatever the end, it leaves what it entered.</summary>
    /// <param name="json">The whole value.</param>
    /// <param name="isIetf">Whether it is JSON_IETF.</param>
    /// <param name="name">The last element of the update's path, for lists without a name of their own.</param>
    /// <param name="visitor">Takes the leaves.</param>
    public JsonOutcome Walk<TVisitor>(ReadOnlySpan<byte> json, bool isIetf, ReadOnlySpan<byte> name, ref TVisitor visitor)
        where TVisitor : struct, IJsonLeafVisitor, allows ref struct
    {
        _isIetf = isIetf;
        (_nodes, _entered) = (0, 0);
        if (json.IndexOfAnyExcept(" \t\r\n"u8) < 0) return JsonOutcome.Broken;
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            var outcome = Node(ref reader, default, name, ref visitor);
            if (outcome == JsonOutcome.Walked) reader.Read(); // throws if there is more
            return outcome;
        }
        catch (JsonException) // the reader has no other way to say it
        {
            for (; _entered > 0; _entered--) visitor.Leave();
            return JsonOutcome.Broken;
        }
    }

    /// <param name="reader">At the first token of the node.</param>
    /// <param name="name">As the visitor gets it.</param>
    /// <param name="list">What the node is called if it turns out to be a list.</param>
    /// <param name="visitor">Takes the leaves.</param>
    private JsonOutcome Node<TVisitor>(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, ReadOnlySpan<byte> list, ref TVisitor visitor)
        where TVisitor : struct, IJsonLeafVisitor, allows ref struct
    {
        if (++_nodes > MostNodes) return JsonOutcome.TooLarge;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Container(ref reader, name, ref visitor);
            case JsonTokenType.StartArray:
                return Array(ref reader, name, list, ref visitor);
            default:
                visitor.Leaf(name, Scalar(ref reader));
                return JsonOutcome.Walked;
        }
    }

    private JsonOutcome Container<TVisitor>(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, ref TVisitor visitor)
        where TVisitor : struct, IJsonLeafVisitor, allows ref struct
    {
        if (name.IsEmpty) return Members(ref reader, ref visitor); // the node of the path itself
        visitor.EnterContainer(name);
        return Entered(ref reader, ref visitor);
    }

    private JsonOutcome Members<TVisitor>(ref Utf8JsonReader reader, ref TVisitor visitor)
        where TVisitor : struct, IJsonLeafVisitor, allows ref struct
    {
        if (reader.CurrentDepth >= MostDepth) return JsonOutcome.TooDeep;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var outcome = Member(ref reader, ref visitor);
            if (outcome != JsonOutcome.Walked) return outcome;
        }

        return JsonOutcome.Walked;
    }

    private JsonOutcome Member<TVisitor>(ref Utf8JsonReader reader, ref TVisitor visitor)
        where TVisitor : struct, IJsonLeafVisitor, allows ref struct
    {
        var name = reader.ValueSpan;
        var isEscaped = reader.ValueIsEscaped;
        reader.Read();
        if (name.IsEmpty || name[0] == '@')
        {
            reader.Skip();
            return JsonOutcome.Walked;
        }

        if (!isEscaped) return Node(ref reader, name, name, ref visitor);

        // No model has such names; an array of its own is cheaper than a stack of them.
        var text = new byte[name.Length];
        name = text.AsSpan(0, JsonText.Unescape(name, text));
        return Node(ref reader, name, name, ref visitor);
    }

    private JsonOutcome Array<TVisitor>(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, ReadOnlySpan<byte> list, ref TVisitor visitor)
        where TVisitor : struct, IJsonLeafVisitor, allows ref struct
    {
        if (reader.CurrentDepth >= MostDepth) return JsonOutcome.TooDeep;
        ListKeyPlan? plan = null;
        var (entries, items, nulls, arrays) = (0, 0, 0, 0);
        _text.Clear();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (++_nodes > MostNodes) return JsonOutcome.TooLarge;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    var outcome = Entry(ref reader, plan ??= listKeys.For(ModulePrefix.Strip(list)), name, entries++, ref visitor);
                    if (outcome != JsonOutcome.Walked) return outcome;
                    break;
                case JsonTokenType.StartArray:
                    reader.Skip();
                    arrays++;
                    break;
                case JsonTokenType.Null:
                    nulls++;
                    break;
                default:
                    if (entries == 0) AddItem(ref reader, items);
                    items++;
                    break;
            }
        }

        if (arrays == 0 && items + nulls == 0) return JsonOutcome.Walked; // a list, maybe an empty one
        var isMixed = arrays > 0 || entries > 0;
        if (!isMixed && items == 0 && nulls == 1) visitor.Leaf(name, LeafValue.Bool(true)); // RFC 7951 section 6.9
        else visitor.Leaf(name, isMixed || nulls > 0 ? LeafValue.Nothing : LeafValue.List(_text.Written));
        return JsonOutcome.Walked;
    }

    private JsonOutcome Entry<TVisitor>(ref Utf8JsonReader reader, ListKeyPlan plan, ReadOnlySpan<byte> name, int position, ref TVisitor visitor)
        where TVisitor : struct, IJsonLeafVisitor, allows ref struct
    {
        visitor.EnterListEntry(name, _keys.Read(plan, reader, position));
        return Entered(ref reader, ref visitor);
    }

    private JsonOutcome Entered<TVisitor>(ref Utf8JsonReader reader, ref TVisitor visitor)
        where TVisitor : struct, IJsonLeafVisitor, allows ref struct
    {
        _entered++;
        var outcome = Members(ref reader, ref visitor);
        _entered--;
        visitor.Leave();
        return outcome;
    }

    private void AddItem(ref Utf8JsonReader reader, int before)
    {
        if (before > 0) _text.Append(LeafValue.ListSeparator);
        if (reader.ValueIsEscaped) _text.AppendUnescaped(reader.ValueSpan);
        else _text.Append(reader.ValueSpan);
    }

    private LeafValue Scalar(scoped ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return JsonNumber.Read(reader.ValueSpan);
            case JsonTokenType.True:
                return LeafValue.Bool(true);
            case JsonTokenType.False:
                return LeafValue.Bool(false);
            case JsonTokenType.String:
                return _isIetf ? LeafValue.IetfText(Text(ref reader)) : LeafValue.Text(Text(ref reader));
            default:
                return LeafValue.Nothing; // null is no value, whatever gnmic makes of it
        }
    }

    private ReadOnlySpan<byte> Text(scoped ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped) return reader.ValueSpan;
        _text.Clear();
        _text.AppendUnescaped(reader.ValueSpan);
        return _text.Written;
    }
}
