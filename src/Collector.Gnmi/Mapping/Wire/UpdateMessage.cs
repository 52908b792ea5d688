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

    /// <summary>The path alone; empty when the message is broken.</summary>
    public static ReadOnlySpan<byte> PathOf(ReadOnlySpan<byte> message) => TryRead(message, out var update) ? update.Path : default;
}
