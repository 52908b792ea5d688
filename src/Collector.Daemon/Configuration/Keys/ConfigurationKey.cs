namespace Collector.Daemon.Configuration.Keys;

/// <summary>One key of a section: what may be written, what holds without it, and what it is for.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Shape">Of its value.</param>
/// <param name="Default">What holds when it is not written: in several words, or in one as it would be written; <see cref="Required"/>, or <see cref="None"/>.</param>
/// <param name="Example">A value that the loader takes, in YAML's flow style.</param>
/// <param name="Description">Markdown, one line, which may link to pages of docs/.</param>
internal sealed record ConfigurationKey(string Name, KeyShape Shape, string Default, string Example, string Description)
{
    public const string Required = "required";

    public const string None = "";

    private static readonly string[] Elsewhere = ["_file", "_env", "_credential"];

    /// <summary>A key in another program's format that is read and has no effect here.</summary>
    public bool HasNoEffect { get; init; }

    /// <summary>Keys that have to be written beside it.</summary>
    public IReadOnlyList<string> Beside { get; init; } = [];

    /// <summary>A secret, which may be kept elsewhere: under the same name with <c>_file</c>, <c>_env</c> or <c>_credential</c> behind it.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether the default is as it would be written.</summary>
    public bool HasWrittenDefault => !IsRequired && Default.Length > 0 && !Default.Contains(' ', StringComparison.Ordinal) && !Default.Contains('`', StringComparison.Ordinal);

    public bool IsRequired => Default == Required;

    /// <summary>All names under which the value may be written, at most one of them at a time.</summary>
    public IEnumerable<string> Names => IsSecret ? [Name, .. Elsewhere.Select(suffix => Name + suffix)] : [Name];

    public static ConfigurationKey Secret(string name, string @default, string description) => new(name, KeyShape.Text, @default, "s3cret", description) { IsSecret = true };

    public static ConfigurationKey WithoutEffect(string name, string why) => new(name, KeyShape.Text, None, "x", why) { HasNoEffect = true };
}
