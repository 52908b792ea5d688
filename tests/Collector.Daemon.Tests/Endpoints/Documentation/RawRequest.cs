using System.Net.Sockets;
using System.Text;

namespace Collector.Daemon.Tests.Endpoints.Documentation;

/// <summary>A GET whose path goes out exactly as it is written.</summary>
internal static class RawRequest
{
    public static async Task<string> SendAsync(Uri server, string path)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
