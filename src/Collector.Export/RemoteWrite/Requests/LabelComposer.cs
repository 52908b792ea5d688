namespace Collector.Export.RemoteWrite.Requests;

/// <summary>Puts together all labels of one series, in order: those of its row, its name, and maybe one that its column adds.</summary>
/// <remarks>One thread; the result is good until the next call.</remarks>
internal sealed class LabelComposer
{
    private static readonly byte[] Exported = "exported_"u8.ToArray();

    private byte[] _labels = new byte[1024];

    /// <param name="row">Its labels.</param>
    /// <param name="name">The encoded label of its name.</param>
    public ReadOnlySpan<byte> Compose(RowSeries row, ReadOnlySpan<byte> name)
    {
        Room(row.Labels.Length + name.Length);
        row.BeforeName.CopyTo(_labels);
        name.CopyTo(_labels.AsSpan(row.AfterName));
        row.FromName.CopyTo(_labels.AsSpan(row.AfterName + name.Length));
        return _labels.AsSpan(0, row.Labels.Length + name.Length);
    }

    /// <summary>As above, with one more label. As without Prometheus' honor_labels, a label of that name which the row has wins, and this one becomes <c>exported_…</c>.</summary>
    public ReadOnlySpan<byte> Compose(RowSeries row, ReadOnlySpan<byte> name, ReadOnlySpan<byte> labelName, ReadOnlySpan<byte> labelValue)
    {
        while (true)
        {
            var length = Compose(row, name).Length;
            var added = LabelMessage.Length(labelName.Length, labelValue.Length);
            Room(length + added);
            if (TryFindPlace(_labels.AsSpan(0, length), labelName, out var place))
            {
                _labels.AsSpan(place, length - place).CopyTo(_labels.AsSpan(place + added));
                LabelMessage.Write(labelName, labelValue, _labels.AsSpan(place));
                return _labels.AsSpan(0, length + added);
            }

            labelName = Prefix(labelName);
        }
    }

    /// <summary>Where a label belongs; false when there is one of its name.</summary>
    private static bool TryFindPlace(ReadOnlySpan<byte> labels, ReadOnlySpan<byte> name, out int place)
    {
        var messages = new LabelMessages(labels);
        while (messages.Read())
        {
            var order = name.SequenceCompareTo(messages.Name);
            place = messages.Start;
            if (order <= 0) return order < 0;
        }

        place = labels.Length;
        return true;
    }

    private static byte[] Prefix(ReadOnlySpan<byte> name)
    {
        var prefixed = new byte[Exported.Length + name.Length]; // a clash of names is rare
        Exported.CopyTo(prefixed, 0);
        name.CopyTo(prefixed.AsSpan(Exported.Length));
        return prefixed;
    }

    private void Room(int length)
    {
        if (_labels.Length < length) Array.Resize(ref _labels, 2 * length);
    }
}
