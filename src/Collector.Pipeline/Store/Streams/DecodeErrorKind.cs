namespace Collector.Pipeline.Store.Streams;

/// <summary>What could not be read: the `kind` of `collector_gnmi_decode_errors_total`.</summary>
public enum DecodeErrorKind : byte
{
    /// <summary>A response that is not a valid message.</summary>
    Message,

    /// <summary>A path without a name, too long, or with an origin of its own that the prefix contradicts.</summary>
    Path,

    /// <summary>A value that is not what its type says.</summary>
    Value,

    /// <summary>Text that is not valid JSON.</summary>
    Json,

    /// <summary>Names or keys that are not valid UTF-8.</summary>
    Text,

    /// <summary>Deeper, longer or more than the limits allow.</summary>
    Limit,
}
