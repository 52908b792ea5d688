namespace Collector.Export.RemoteWrite.Requests;

/// <summary>Goes through the labels of a series that we encoded ourselves: one <see cref="LabelMessage"/> after the other.</summary>
internal ref struct LabelMessages(ReadOnlySpan<byte> encoded)
{
    private readonly ReadOnlySpan<byte> _encoded = encoded;
    private int _next;

    /// <summary>Where the current label begins.</summary>
    public int Start { get; private set; }

    /// <summary>Where it ends.</summary>
    public readonly int End => _next;

    public ReadOnlySpan<byte> Name { get; private set; }

    public ReadOnlySpan<byte> Value { get; private set; }

    public bool Read()
    {
        if (_next >= _encoded.Length || _encoded[_next] != LabelMessage.Tag) return false;
        Start = _next;
        var at = _next + 1;
        if (!Varint.TryRead(_encoded, ref at, out _)) return false;
        Name = Text(ref at);
        Value = Text(ref at);
        _next = at;
        return true;
    }

    private readonly ReadOnlySpan<byte> Text(scoped ref int at)
    {
        at++; // the tag
        Varint.TryRead(_encoded, ref at, out var length);
        var text = _encoded.Slice(at, (int)length);
        at += (int)length;
        return text;
    }
}
