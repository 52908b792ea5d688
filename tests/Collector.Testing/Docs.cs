using System.Runtime.CompilerServices;

namespace Collector.Testing;

/// <summary>The documentation as it is in this checkout, for tests that hold it to the code.</summary>
public static class Docs
{
    /// <summary>A file of <c>docs/</c>.</summary>
    public static string Read(string name) => File.ReadAllText(Path("docs", name));

    /// <summary>The path of something in the checkout, from its root.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root(), .. parts]);

    private static string Root([CallerFilePath] string here = "") => System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "..", ".."));
}
