using Collector.Interop.Tests.Peers;
using Collector.Testing;

namespace Collector.Interop.Tests.Deploy;

/// <summary>Dashboards and manifests, held against what Grafana, Kubernetes and the Prometheus operator publish of themselves: fields that they do not know, values of another type, words that are none.</summary>
public sealed class PublishedTypesTests : IDisposable
{
    private static readonly string Packages = Docs.Path("artifacts", "peers", "published-types", "node_modules");
    private static readonly string Dashboards = Docs.Path("deploy", "grafana", "dashboards");
    private static readonly string Manifests = Docs.Path("deploy", "kubernetes");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Grafana_knows_every_field_of_the_dashboards_and_of_their_panels()
    {
        await WriteAsync(Dashboards, Manifests);
        Assert.Equal("", await CompileAsync("dashboards.ts"));
    }

    [Fact]
    public async Task Kubernetes_and_the_Prometheus_operator_take_the_manifests()
    {
        await WriteAsync(Dashboards, Manifests);
        Assert.Equal("", await CompileAsync("manifests.ts"));
        Assert.Equal("", await ValidateAsync());
    }

    [Fact]
    public async Task What_they_do_not_know_is_found()
    {
        Spoil(Dashboards, "*.json", "\"graphMode\"", "\"graphsMode\"");
        Spoil(Manifests, "*.yml", "honorLabels", "honourLabels");
        Spoil(_folder["spoiled"], "*.yml", "interval: 30s", "interval: 30 seconds");
        await WriteAsync(_folder["spoiled"], _folder["spoiled"]);
        Assert.Contains("'\"graphsMode\"' does not exist", await CompileAsync("dashboards.ts"), StringComparison.Ordinal);
        Assert.Contains("'\"honourLabels\"' does not exist", await CompileAsync("manifests.ts"), StringComparison.Ordinal);
        Assert.Contains("interval must match pattern", await ValidateAsync(), StringComparison.Ordinal);
    }

    private void Spoil(string from, string files, string right, string wrong)
    {
        foreach (var file in Directory.GetFiles(from, files))
            _folder.Write(Path.Join("spoiled", Path.GetFileName(file)), File.ReadAllText(file).Replace(right, wrong, StringComparison.Ordinal));
    }

    private async Task WriteAsync(string dashboards, string manifests)
    {
        Assert.True(Directory.Exists(Packages), $"{Packages} is not there: tests/run.sh fetches it");
        Directory.CreateSymbolicLink(_folder["node_modules"], Packages);
        var (code, output, errors) = await PeerProcess.RunAsync("python3", [Path.Combine(AppContext.BaseDirectory, "Deploy", "published.py"), _folder.Path, dashboards, manifests]);
        Assert.True(code == 0, output + errors);
    }

    private async Task<string> CompileAsync(string file)
    {
        string[] options = ["--noEmit", "--strict", "--skipLibCheck", "--preserveSymlinks", "--module", "esnext", "--moduleResolution", "bundler"];
        return (await PeerProcess.RunAsync("node", [_folder["node_modules/typescript/bin/tsc"], .. options, _folder[file]])).Output;
    }

    private async Task<string> ValidateAsync() => (await PeerProcess.RunAsync("node", ["--preserve-symlinks", _folder["manifests.mjs"]])).Errors;
}
