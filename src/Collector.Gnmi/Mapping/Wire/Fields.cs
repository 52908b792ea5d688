namespace Collector.Gnmi.Mapping.Wire;

/// <summary>The tags (number × 8 + wire type) of the messages that are read as spans: gnmi.proto.</summary>
internal static class Fields
{
    public static class Response
    {
        public const uint Update = 1 << 3 | WireReader.Bytes;
        public const uint SyncResponse = 3 << 3 | WireReader.Varint;
        public const uint Error = 4 << 3 | WireReader.Bytes;
    }

    public static class Notification
    {
        public const uint Timestamp = 1 << 3 | WireReader.Varint;
        public const uint Prefix = 2 << 3 | WireReader.Bytes;
        public const uint Update = 4 << 3 | WireReader.Bytes;
        public const uint Delete = 5 << 3 | WireReader.Bytes;
        public const uint Atomic = 6 << 3 | WireReader.Varint;
    }

    public static class Update
    {
        public const uint Path = 1 << 3 | WireReader.Bytes;
        public const uint OldValue = 2 << 3 | WireReader.Bytes;
        public const uint Val = 3 << 3 | WireReader.Bytes;
        public const uint Duplicates = 4 << 3 | WireReader.Varint;
    }

    public static class OldValue
    {
        public const uint Value = 1 << 3 | WireReader.Bytes;
        public const uint Type = 2 << 3 | WireReader.Varint;
    }

    public static class Path
    {
        public const uint Element = 1 << 3 | WireReader.Bytes;
        public const uint Origin = 2 << 3 | WireReader.Bytes;
        public const uint Elem = 3 << 3 | WireReader.Bytes;
        public const uint Target = 4 << 3 | WireReader.Bytes;
    }

    public static class PathElem
    {
        public const uint Name = 1 << 3 | WireReader.Bytes;
        public const uint Key = 2 << 3 | WireReader.Bytes;
    }

    /// <summary>An entry of a map from text to text.</summary>
    public static class KeyEntry
    {
        public const uint Key = 1 << 3 | WireReader.Bytes;
        public const uint Value = 2 << 3 | WireReader.Bytes;
    }

    public static class TypedValue
    {
        public const uint String = 1 << 3 | WireReader.Bytes;
        public const uint Int = 2 << 3 | WireReader.Varint;
        public const uint Uint = 3 << 3 | WireReader.Varint;
        public const uint Bool = 4 << 3 | WireReader.Varint;
        public const uint Bytes = 5 << 3 | WireReader.Bytes;
        public const uint Float = 6 << 3 | WireReader.Fixed32;
        public const uint Decimal = 7 << 3 | WireReader.Bytes;
        public const uint LeafList = 8 << 3 | WireReader.Bytes;
        public const uint Any = 9 << 3 | WireReader.Bytes;
        public const uint Json = 10 << 3 | WireReader.Bytes;
        public const uint JsonIetf = 11 << 3 | WireReader.Bytes;
        public const uint Ascii = 12 << 3 | WireReader.Bytes;
        public const uint ProtoBytes = 13 << 3 | WireReader.Bytes;
        public const uint Double = 14 << 3 | WireReader.Fixed64;
    }

    public static class Decimal64
    {
        public const uint Digits = 1 << 3 | WireReader.Varint;
        public const uint Precision = 2 << 3 | WireReader.Varint;
    }

    public static class Error
    {
        public const uint Code = 1 << 3 | WireReader.Varint;
        public const uint Message = 2 << 3 | WireReader.Bytes;
    }
}
