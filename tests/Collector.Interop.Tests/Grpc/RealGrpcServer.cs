using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Collector.Grpc;
using Collector.Interop.Tests.Peers;
using Collector.Testing;

namespace Collector.Interop.Tests.Grpc;

/// <summary>A server on Debian's python3-grpcio, which is gRPC's C-core: not ours, and not .NET.</summary>
internal sealed class RealGrpcServer : IAsyncDisposable
{
    /// <summary>Debian's Python, which has Debian's packages; another one may come first on the path.</summary>
    public const string Python = "/usr/bin/python3";

    private readonly PeerProcess _process;

    private RealGrpcServer(PeerProcess process, GrpcAddress address) => (_process, Address) = (process, address);

    public GrpcAddress Address { get; }

    public string Output => _process.Output;

    public static async Task<RealGrpcServer> StartAsync(string listen, params string[] arguments)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Grpc", "server.py");
        var process = PeerProcess.Start(Python, [script, $"{listen}:0", .. arguments]);
        try
        {
            var line = await process.WaitForLineAsync("listening on ");
            var port = int.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture);
            return new RealGrpcServer(process, GrpcAddress.Parse($"{listen}:{port}"));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Arguments for TLS with a certificate for an address.</summary>
    public static string[] Tls(X509Certificate2 certificate, TemporaryFolder folder)
    {
        var (file, key) = TestAuthority.WritePem(certificate, folder, "server");
        return ["--tls", file, key];
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
