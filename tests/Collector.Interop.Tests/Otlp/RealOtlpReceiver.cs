using System.Globalization;
using System.Text.Json;
using Collector.Interop.Tests.Grpc;
using Collector.Interop.Tests.Peers;
using Collector.Testing;

namespace Collector.Interop.Tests.Otlp;

/// <summary>A receiver of OTLP of which nothing is ours: OpenTelemetry's messages, Google's protobuf, gRPC's C-core (<c>receiver.py</c>).</summary>
internal sealed class RealOtlpReceiver : IAsyncDisposable
{
    /// <summary>Where tests/run.sh puts the .proto files that OpenTelemetry publishes with its packages for JavaScript; Debian has none.</summary>
    private static readonly string Messages = Docs.Path("artifacts", "peers", "opentelemetry-proto");

    private readonly PeerProcess _process;
    private readonly TemporaryFolder _generated;

    private RealOtlpReceiver(PeerProcess process, TemporaryFolder generated, string address, int grpcPort, int httpPort)
    {
        (_process, _generated) = (process, generated);
        (Grpc, Http) = ($"http://{address}:{grpcPort}", $"http://{address}:{httpPort}");
    }

    /// <summary>Where it takes gRPC.</summary>
    public string Grpc { get; }

    /// <summary>Where it takes HTTP.</summary>
    public string Http { get; }

    public static async Task<RealOtlpReceiver> StartAsync(string listen, params string[] arguments)
    {
        Assert.True(Directory.Exists(Messages), "OpenTelemetry's messages are missing; tests/run.sh fetches them");
        var generated = new TemporaryFolder();
        var files = Directory.EnumerateFiles(Messages, "*.proto", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Messages, file));
        var (exit, _, errors) = await PeerProcess.RunAsync("protoc", ["-I", Messages, $"--python_out={generated.Path}", .. files]);
        Assert.True(exit == 0, errors);
        var process = PeerProcess.Start(RealGrpcServer.Python, [Path.Combine(AppContext.BaseDirectory, "Otlp", "receiver.py"), listen, generated.Path, .. arguments]);
        try
        {
            return new RealOtlpReceiver(process, generated, listen, await PortAsync(process, "grpc "), await PortAsync(process, "http "));
        }
        catch
        {
            await process.DisposeAsync();
            generated.Dispose();
            throw;
        }
    }

    /// <summary>The first push that it took, as its JSON.</summary>
    public async Task<JsonElement> TakenAsync()
    {
        using var json = JsonDocument.Parse(await _process.WaitForLineAsync("\"protocol\""));
        return json.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _generated.Dispose();
    }

    private static async Task<int> PortAsync(PeerProcess process, string start) => int.Parse((await process.WaitForLineAsync(start)).Split(' ')[^1], CultureInfo.InvariantCulture);
}
