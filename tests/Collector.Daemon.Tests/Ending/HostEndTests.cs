using System.Net;
using Collector.Daemon.Ending;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Collector.Daemon.Tests.Ending;

public sealed class HostEndTests
{
    [Fact]
    public async Task A_service_that_fails_ends_the_process_with_an_error_so_that_it_is_started_again()
    {
        await using var host = With<Failing>();
        await host.StartAsync();
        Assert.Equal(1, await HostEnd.WaitAsync(host, CancellationToken.None));
    }

    [Fact]
    public async Task A_stop_that_was_asked_for_is_none()
    {
        await using var host = With<Waiting>();
        await host.StartAsync();
        host.Lifetime.StopApplication();
        Assert.Equal(0, await HostEnd.WaitAsync(host, CancellationToken.None));
    }

    private static WebApplication With<TService>()
        where TService : class, IHostedService
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddHostedService<TService>();
        return builder.Build();
    }

    private sealed class Failing(IHostApplicationLifetime lifetime) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using (lifetime.ApplicationStarted.Register(started.SetResult)) await started.Task;
            throw new InvalidOperationException("a bug of ours");
        }
    }

    private sealed class Waiting : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
    }
}
