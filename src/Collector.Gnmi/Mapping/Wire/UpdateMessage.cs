namespace Collector.Gnmi.Mapping.Wire;

/// <summary>An Update message taken apart: the bytes of its path and of its value.</summary>
internal readonly ref struct UpdateMessage
{
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
    /// An update that is nothing but a path and then an unsigned integer, as devices send counters: read in one go, because it is most of what there is. False for every other
    /// update, valid or not.
    /// </summary>
    public static bool TryReadCounter(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> path, out ulong value)
    {
        path = default;
        value = 0;
        if (message.Length < 2 || message[0] != Fields.Update.Path || message[1] >= 0x80) return false;
        var end = 2 + message[1];
        if (message.Length - end < 4 || message[end] != Fields.Update.Val || message[end + 1] != message.Length - end - 2 || message[end + 2] != Fields.TypedValue.Uint) return false;
        path = message[2..end];
        for (var (at, shift) = (end + 3, 0); at < message.Length; at++, shift += 7)
        {
            value |= (ulong)(message[at] & 0x7F) << shift;
            if (message[at] < 0x80) return at == message.Length - 1 && shift < 70;
        }

        return false;
    }

    /// <summary>The path alone; empty when the message is broken.</summary>
    public static ReadOnlySpan<byte> PathOf(ReadOnlySpan<byte> message) => TryRead(message, out var update) ? update.Path : default;
}
