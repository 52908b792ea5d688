namespace Collector.Gnmi.Mapping.Wire;

/// <summary>A Notification's header, and how much there is below it. On the wire its fields may come in any order, so whoever wants deletes and updates passes over <see cref="Fields"/> again.</summary>
internal readonly ref struct NotificationReader
{
    private readonly ReadOnlySpan<byte> _changes;

    private NotificationReader(ReadOnlySpan<byte> changes, ReadOnlySpan<byte> prefix, long timestamp, bool isAtomic, int updates, int deletes)
    {
        _changes = changes;
        Prefix = prefix;
        Timestamp = timestamp;
        IsAtomic = isAtomic;
        Updates = updates;
        Deletes = deletes;
    }

    /// <summary>From the first update or delete on.</summary>
    public WireReader Fields => new(_changes);

    /// <summary>A Path message; empty for none.</summary>
    public ReadOnlySpan<byte> Prefix { get; }

    /// <summary>Nanoseconds since the Unix epoch, as the device has it.</summary>
    public long Timestamp { get; }

    public bool IsAtomic { get; }

    public int Updates { get; }

    public int Deletes { get; }

    /// <summary>False when the message is broken.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out NotificationReader notification)
    {
        ReadOnlySpan<byte> prefix = default;
        var (timestamp, isAtomic, updates, deletes, header) = (0L, false, 0, 0, 0);
        var reader = new WireReader(message);
        while (reader.TryReadTag(out var tag))
        {
            if (tag == Wire.Fields.Notification.Update) // nearly always
            {
                reader.ReadBytes();
                updates++;
                continue;
            }

            switch (tag)
            {
                case Wire.Fields.Notification.Delete:
                    reader.ReadBytes();
                    deletes++;
                    break;
                case Wire.Fields.Notification.Timestamp:
                    timestamp = (long)reader.ReadVarint();
                    break;
                case Wire.Fields.Notification.Prefix:
                    prefix = reader.ReadBytes();
                    break;
                case Wire.Fields.Notification.Atomic:
                    isAtomic = reader.ReadVarint() != 0;
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }

            if (updates + deletes == 0) header = reader.Position;
        }

        notification = new NotificationReader(reader.IsBroken ? default : message[header..], prefix, timestamp, isAtomic, updates, deletes);
        return !reader.IsBroken;
    }
}
