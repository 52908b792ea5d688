namespace Collector.Gnmi.Mapping.Values;

/// <summary>How text that is no number is shown.</summary>
public enum TextStyle : byte
{
    /// <summary>One series with the value 1, whose label is the text.</summary>
    Info,

    /// <summary>A series for each state, 1 for the current one.</summary>
    StateSet,
}
