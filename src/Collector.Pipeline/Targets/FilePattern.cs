using System.Diagnostics.CodeAnalysis;
using System.IO.Enumeration;
using Collector.Pipeline.Configuration;

namespace Collector.Pipeline.Targets;

/// <summary>Names configuration files by path; the last part of the path may have <c>*</c>, as in Prometheus' <c>file_sd</c>.</summary>
public sealed record FilePattern
{
    private static readonly string[] Extensions = [".yml", ".yaml", ".json", ".YML", ".YAML", ".JSON"];

    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = 0,
        MatchCasing = MatchCasing.CaseSensitive,
        MatchType = MatchType.Simple,
        IgnoreInaccessible = false,
    };

    private FilePattern(string folder, string name)
    {
        Folder = folder;
        Name = name;
    }

    /// <summary>An absolute path.</summary>
    public string Folder { get; }

    public string Name { get; }

    /// <summary>Who named it, for messages; two that differ in nothing else are equal.</summary>
    public NamedFile NamedBy { get; init; }

    public bool HasWildcard => Name.Contains('*', StringComparison.Ordinal);

    /// <param name="text">As written.</param>
    /// <param name="baseFolder">What a relative path is relative to.</param>
    /// <param name="wrong">What is wrong with it, when the answer is false.</param>
    public static bool TryParse(string text, string baseFolder, [NotNullWhen(true)] out FilePattern? pattern, [NotNullWhen(false)] out string? wrong)
    {
        pattern = null;
        var name = Path.GetFileName(text);
        var folder = text[..^name.Length];
        wrong = text.AsSpan().ContainsAny("?[\\\0") ? $"\"{text}\": the only wildcard is *"
            : folder.Contains('*', StringComparison.Ordinal) ? $"\"{text}\": only the last part of the path may have a *"
            : !Array.Exists(Extensions, extension => name.EndsWith(extension, StringComparison.Ordinal)) ? $"\"{text}\" does not end in .yml, .yaml or .json"
            : null;
        if (wrong is not null) return false;
        pattern = new FilePattern(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(baseFolder, folder))), name);
        pattern = pattern with { NamedBy = NamedFile.Alone(pattern.ToString()) };
        return true;
    }

    public bool Matches(string path) =>
        Path.GetDirectoryName(path) == Folder && FileSystemName.MatchesSimpleExpression(Name, Path.GetFileName(path.AsSpan()), ignoreCase: false);

    /// <summary>Absolute paths of the files there are now, in ordinal order; a folder that is not there has none.</summary>
    /// <exception cref="IOException">The folder cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be listed.</exception>
    public IReadOnlyList<string> List()
    {
        if (!HasWildcard) return File.Exists(Path.Join(Folder, Name)) ? [Path.Join(Folder, Name)] : [];
        try
        {
            string[] paths = Directory.GetFiles(Folder, Name, Everything);
            Array.Sort(paths, StringComparer.Ordinal);
            return paths;
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    public bool Equals(FilePattern? other) => other is not null && Folder == other.Folder && Name == other.Name;

    public override int GetHashCode() => HashCode.Combine(Folder, Name);

    public override string ToString() => Path.Join(Folder, Name);
}
