namespace Collector.Grpc;

/// <summary>One header or trailer. Its value may be a secret, so it is never printed.</summary>
public sealed class MetadataEntry
{
    internal MetadataEntry(string key, string? text, byte[]? bytes) => (Key, Value, ValueBytes) = (key, text, bytes);

    /// <summary>Lower case.</summary>
    public string Key { get; }

    /// <summary>Null for a binary entry.</summary>
    public string? Value { get; }

    /// <summary>Of an entry whose key ends in <c>-bin</c>; null for the others.</summary>
    public byte[]? ValueBytes { get; }

    /// <summary>As it goes over the wire.</summary>
    internal string WireValue => Value ?? Convert.ToBase64String(ValueBytes!).TrimEnd('=');

    public override string ToString() => Key;
}
