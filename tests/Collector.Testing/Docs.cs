using System.Runtime.CompilerServices;

namespace Collector.Testing;

/// <summary>The documentation as it is in this checkout, for tests that hold it to the code.</summary>
public static class Docs
{
    /// <summary>A file of <c>docs/</c>.</summary>
    public static string Read(string name) => File.ReadAllText(Path.Combine(Root(), "docs", name));

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
