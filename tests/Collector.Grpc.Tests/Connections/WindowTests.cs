using System.Text.Json;

namespace Collector.Grpc.Tests.Connections;

public sealed class WindowTests
{
    [Fact]
    public void The_daemon_runs_with_fixed_windows()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "collector.runtimeconfig.json")));
        var properties = file.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties");
        Assert.True(properties.GetProperty("System.Net.SocketsHttpHandler.Http2FlowControl.DisableDynamicWindowSizing").GetBoolean());
    }
}
