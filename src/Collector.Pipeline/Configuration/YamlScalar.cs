namespace Collector.Pipeline.Configuration;

/// <summary>A single value as written. What it means (number, switch, text) is decided by who reads it.</summary>
public sealed class YamlScalar : YamlNode
{
    internal YamlScalar(SourcePosition position, string text, bool isPlain) : base(position, 1)
    {
        Text = text;
        IsPlain = isPlain;
    }

    public string Text { get; }

    /// <summary>Written without quotes, so that it may be a number, a switch or null. A quoted scalar is always text.</summary>
    public bool IsPlain { get; }

    public override bool IsNull => IsPlain && (Text is "" or "~" or "null" or "Null" or "NULL");

    public override string Kind => IsNull ? "nothing" : "a single value";

    public override string ToString() => Text;
}
