using System.Globalization;
using Collector.Interop.Tests.Grpc;
using Collector.Interop.Tests.Peers;
using Collector.Testing;

namespace Collector.Interop.Tests.Gnmi;

/// <summary>A gNMI target whose gRPC is the C-core and whose protobuf is Google's: <c>target.py</c> with what protoc makes of our gnmi.proto.</summary>
internal sealed class RealGnmiTarget : IAsyncDisposable
{
    private readonly PeerProcess _process;
    private readonly TemporaryFolder _generated;

    private RealGnmiTarget(PeerProcess process, TemporaryFolder generated, string address) => (_process, _generated, Address) = (process, generated, address);

    /// <summary>host:port.</summary>
    public string Address { get; }

    public string Output => _process.Output;

    public static async Task<RealGnmiTarget> StartAsync(string listen, params string[] arguments)
    {
        var generated = new TemporaryFolder();
        var protos = Path.Combine(AppContext.BaseDirectory, "Gnmi");
        var (exit, _, errors) = await PeerProcess.RunAsync("protoc", ["-I", protos, $"--python_out={generated.Path}", "gnmi.proto", "gnmi_ext.proto"]);
        Assert.True(exit == 0, errors);
        var process = PeerProcess.Start(RealGrpcServer.Python, [Path.Combine(protos, "target.py"), $"{listen}:0", generated.Path, .. arguments]);
        try
        {
            var line = await process.WaitForLineAsync("listening on ");
            return new RealGnmiTarget(process, generated, $"{listen}:{int.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture)}");
        }
        catch
        {
            await process.DisposeAsync();
            generated.Dispose();
            throw;
        }
    }

    public Task<string> WaitForLineAsync(string text) => _process.WaitForLineAsync(text);

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _generated.Dispose();
    }
}
