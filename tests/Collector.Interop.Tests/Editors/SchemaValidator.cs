using System.Text.Json;
using Collector.Interop.Tests.Peers;
using Collector.Testing;

namespace Collector.Interop.Tests.Editors;

/// <summary>A validator of JSON schemas that is not ours (python3-jsonschema), over what <c>check --schema</c> prints.</summary>
internal static class SchemaValidator
{
    /// <returns>For each text what is wrong with it; nothing for a valid one.</returns>
    public static async Task<string[][]> ValidateAsync(string kind, IEnumerable<string> texts)
    {
        using var folder = new TemporaryFolder();
        var (code, printed, complaint) = await CollectorProgram.RunAsync("check", "--schema", kind);
        Assert.True(code == 0, complaint);
        var script = Path.Combine(AppContext.BaseDirectory, "Editors", "validate.py");
        var (end, output, errors) = await PeerProcess.RunAsync("/usr/bin/python3", [script, folder.Write("schema.json", printed), folder.Write("texts.json", JsonSerializer.Serialize(texts))]);
        Assert.True(end == 0, errors);
        return JsonSerializer.Deserialize<string[][]>(output)!;
    }
}
