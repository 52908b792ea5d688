namespace Collector.Pipeline.Configuration;

/// <summary>A file, a folder or a pattern of files that somebody named: what is wrong with it is told where it was named.</summary>
/// <param name="Key">The key that names it; empty when the command line does.</param>
/// <param name="Written">As written.</param>
/// <param name="Path">What that stands for.</param>
/// <param name="Position">Of what was written.</param>
public readonly record struct NamedFile(string Key, string Written, string Path, SourcePosition Position)
{
    /// <summary>One that no configuration names.</summary>
    public static NamedFile Alone(string path) => new("", path, path, SourcePosition.Whole(path));

    /// <param name="key">The key that names it.</param>
    /// <param name="written">Its value.</param>
    /// <param name="folder">A relative path begins here.</param>
    public static NamedFile In(string folder, string key, YamlScalar written) => new(key, written.Text, Resolve(folder, written.Text), written.Position);

    /// <summary>An absolute path. What no path can have becomes what no file has: it is then said that there is no such file.</summary>
    public static string Resolve(string folder, string written) => System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, written.Replace('\0', '\uFFFD')));

    private string Shown => new([.. Written.Select(letter => char.IsControl(letter) ? '\uFFFD' : letter)]);

    /// <summary>What to say of it.</summary>
    /// <param name="what">With a verb in front, such as <see cref="FileTrouble"/> gives.</param>
    public string Said(string what) =>
        Key.Length == 0 ? what
        : Written == Path ? $"{Key}: {Path} {what}"
        : $"{Key}: \"{Shown}\" stands for {Path}, which {what}";
}
