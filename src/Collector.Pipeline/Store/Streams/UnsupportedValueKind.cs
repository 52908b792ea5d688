namespace Collector.Pipeline.Store.Streams;

/// <summary>What kind of value did not become a sample: the `kind` of `collector_gnmi_unsupported_values_total`.</summary>
public enum UnsupportedValueKind : byte
{
    /// <summary>An update without a value.</summary>
    None,

    /// <summary>Text that is no number, where no rule says how to show it.</summary>
    Text,

    Bytes,

    LeafList,

    Ascii,

    ProtoBytes,

    Any,

    /// <summary>A type that the protocol did not have when this was written.</summary>
    Unknown,
}
