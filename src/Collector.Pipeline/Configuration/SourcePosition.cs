namespace Collector.Pipeline.Configuration;

/// <summary>Where in a configuration file something was written. Lines and columns count from 1; line 0 means the file as a whole.</summary>
public readonly record struct SourcePosition(string File, int Line, int Column)
{
    public static SourcePosition Whole(string file) => new(file, 0, 0);

    public override string ToString() => Line == 0 ? File : $"{File}:{Line}:{Column}";
}
