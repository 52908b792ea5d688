using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Collector.Testing.Http;

/// <summary>A web server of one test's own: answers as the test says, and remembers what it was asked.</summary>
/// <remarks>The answer is made on any thread.</remarks>
public sealed class FakeHttpServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedRequest> _received = new();

    private FakeHttpServer(WebApplication app) => _app = app;

    /// <summary>With a slash at its end.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>In the order in which they came.</summary>
    public IReadOnlyList<ReceivedRequest> Received => [.. _received];

    /// <param name="answer">Answers every request, whatever its path.</param>
    /// <param name="certificate">Serves https with it.</param>
    /// <param name="clientCertificates">Asks clients for a certificate, and takes any.</param>
    /// <param name="address">Where to listen, on a port from the system.</param>
    public static async Task<FakeHttpServer> StartAsync(
        Func<HttpContext, Task> answer, X509Certificate2? certificate = null, bool clientCertificates = false, string address = "127.0.0.1")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Parse(address), 0, listen =>
        {
            if (certificate is null) return;
            listen.UseHttps(https =>
            {
                https.ServerCertificate = certificate;
                https.ClientCertificateMode = clientCertificates ? ClientCertificateMode.RequireCertificate : ClientCertificateMode.NoCertificate;
                https.ClientCertificateValidation = (_, _, _) => true;
            });
        }));
        var app = builder.Build();
        var server = new FakeHttpServer(app);
        app.Run(async http =>
        {
            server._received.Enqueue(await ReceivedRequest.ReadAsync(http));
            await answer(http);
        });
        await app.StartAsync();
        server.Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }
}
