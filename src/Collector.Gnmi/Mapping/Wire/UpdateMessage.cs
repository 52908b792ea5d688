using System.Buffers.Binary;

namespace Collector.Gnmi.Mapping.Wire;

/// <summary>An Update message taken apart: the bytes of its path and of its value.</summary>
internal readonly ref struct UpdateMessage
{
    private const int LongestPath = 0x3FFF; // that is compared: its length has at most two octets

    private UpdateMessage(ReadOnlySpan<byte> path, ReadOnlySpan<byte> value, bool hasOldValue, uint duplicates)
    {
        Path = path;
        Value = value;
        HasOldValue = hasOldValue;
        Duplicates = duplicates;
    }

    /// <summary>A Path message.</summary>
    public ReadOnlySpan<byte> Path { get; }

    /// <summary>A TypedValue message; empty when there is no value.</summary>
    public ReadOnlySpan<byte> Value { get; }

    /// <summary><see cref="Value"/> is a Value message, of old devices.</summary>
    public bool HasOldValue { get; }

    /// <summary>Values of the leaf that the device left out.</summary>
    public uint Duplicates { get; }

    public static bool TryRead(ReadOnlySpan<byte> message, out UpdateMessage update)
    {
        ReadOnlySpan<byte> path = default, value = default, old = default;
        var duplicates = 0u;
        var reader = new WireReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case Fields.Update.Path:
                    path = reader.ReadBytes();
                    break;
                case Fields.Update.Val:
                    value = reader.ReadBytes();
                    break;
                case Fields.Update.OldValue:
                    old = reader.ReadBytes();
                    break;
                case Fields.Update.Duplicates:
                    duplicates = (uint)reader.ReadVarint();
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        update = new UpdateMessage(path, value.IsEmpty ? old : value, value.IsEmpty && !old.IsEmpty, duplicates);
        return !reader.IsBroken;
    }

    /// <summary>
    /// The number in an update that is nothing but a path that is known and a value of a type that is known, in this order: what comes again and again, so it is compared instead of
    /// read. False for every other update, valid or not.
    /// </summary>
    /// <param name="message">The update.</param>
    /// <param name="path">What its Path message should be.</param>
    /// <param name="type">The field of TypedValue that it should have: an integer, or <see cref="Fields.TypedValue.Double"/>.</param>
    /// <param name="bits">The value.</param>
    public static bool TryReadNumber(ReadOnlySpan<byte> message, ReadOnlySpan<byte> path, uint type, out ulong bits)
    {
        bits = 0;
        var start = path.Length < 0x80 ? 2 : 3; // a tag, and a length of one octet or two
        var value = start + path.Length;
        var octets = message.Length - value - 3; // of the number, behind a tag, a length and a tag
        if (octets < 1 || path.Length > LongestPath || message[0] != Fields.Update.Path || !IsLength(message, path.Length)) return false;
        if (message[value] != Fields.Update.Val || message[value + 1] != octets + 1 || message[value + 2] != type) return false;
        if (!message.Slice(start, path.Length).SequenceEqual(path)) return false;
        return type == Fields.TypedValue.Double ? TryReadLastFixed64(message, octets, out bits) : VarintOctets.TryReadLast(message, octets, out bits);
    }

    /// <summary>The path alone; empty when the message is broken.</summary>
    public static ReadOnlySpan<byte> PathOf(ReadOnlySpan<byte> message) => TryRead(message, out var update) ? update.Path : default;

    private static bool IsLength(ReadOnlySpan<byte> message, int length) =>
        length < 0x80 ? message[1] == length : message[1] == (byte)(length | 0x80) && message[2] == length >> 7;

    private static bool TryReadLastFixed64(ReadOnlySpan<byte> message, int octets, out ulong bits)
    {
        bits = octets == sizeof(ulong) ? BinaryPrimitives.ReadUInt64LittleEndian(message[^sizeof(ulong)..]) : 0;
        return octets == sizeof(ulong);
    }
}
