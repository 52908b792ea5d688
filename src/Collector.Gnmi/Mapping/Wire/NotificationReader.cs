namespace Collector.Gnmi.Mapping.Wire;

/// <summary>Reads a Notification in three passes: its header and how much there is, its deletes, its updates. On the wire they may come in any order.</summary>
internal ref struct NotificationReader(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;
    private WireReader _deletes = new(message);
    private WireReader _updates = new(message);

    /// <summary>Nanoseconds since the Unix epoch, as the device has it.</summary>
    public long Timestamp { get; private set; }

    /// <summary>A Path message; empty for none.</summary>
    public ReadOnlySpan<byte> Prefix { get; private set; }

    public bool IsAtomic { get; private set; }

    public int Updates { get; private set; }

    public int Deletes { get; private set; }

    public bool IsBroken { get; private set; }

    /// <summary>The first pass. False when the message is broken.</summary>
    public bool TryReadHeader()
    {
        var reader = new WireReader(_message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case Fields.Notification.Update:
                    reader.ReadBytes();
                    Updates++;
                    break;
                case Fields.Notification.Delete:
                    reader.ReadBytes();
                    Deletes++;
                    break;
                case Fields.Notification.Timestamp:
                    Timestamp = (long)reader.ReadVarint();
                    break;
                case Fields.Notification.Prefix:
                    Prefix = reader.ReadBytes();
                    break;
                case Fields.Notification.Atomic:
                    IsAtomic = reader.ReadVarint() != 0;
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        IsBroken = reader.IsBroken;
        return !IsBroken;
    }

    /// <summary>The next delete: a Path message.</summary>
    public bool TryReadDelete(out ReadOnlySpan<byte> path) => _deletes.TryReadNext(Fields.Notification.Delete, out path);

    /// <summary>The next update: an Update message.</summary>
    public bool TryReadUpdate(out ReadOnlySpan<byte> update) => _updates.TryReadNext(Fields.Notification.Update, out update);
}
