using System.Net;
using Collector.Daemon.Web.Limits;
using Collector.Pipeline.Diagnostics;
using Microsoft.AspNetCore.Connections;

namespace Collector.Daemon.Tests.Web.Limits;

public sealed class ConnectionLimitTests : IDisposable
{
    private static readonly IPAddress One = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Other = IPAddress.Parse("192.0.2.2");

    private readonly CollectorMeter _meter = new();

    public void Dispose() => _meter.Dispose();

    [Fact]
    public void One_client_leaves_room_for_others_and_all_together_have_an_end()
    {
        var limit = new ConnectionLimit(new WebMetrics(_meter));
        for (var connection = 0; connection < WebLimits.ConnectionsOfOneClient; connection++) Assert.Null(limit.TryEnter(One));
        Assert.Equal(RefusedConnection.Client, limit.TryEnter(One));
        for (var connection = WebLimits.ConnectionsOfOneClient; connection < WebLimits.Connections; connection++) Assert.Null(limit.TryEnter(Other));
        Assert.Equal(RefusedConnection.Total, limit.TryEnter(IPAddress.Parse("192.0.2.3")));

        limit.Leave(One);
        Assert.Null(limit.TryEnter(IPAddress.Parse("192.0.2.3")));
        Assert.Equal(RefusedConnection.Total, limit.TryEnter(One));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_leaves_its_place_once_whether_it_is_closed_or_has_ended_first(bool isClosedFirst)
    {
        var limit = new ConnectionLimit(new WebMetrics(_meter));
        using var closed = new CancellationTokenSource();
        var (connection, end) = (new DefaultConnectionContext { ConnectionClosed = closed.Token, RemoteEndPoint = new IPEndPoint(One, 1) }, new TaskCompletionSource());
        var serving = limit.LetInAsync(connection, _ => end.Task);
        Assert.Equal(1, limit.Count);

        if (isClosedFirst) await closed.CancelAsync();
        else end.SetResult();
        if (!isClosedFirst) await serving;
        Assert.Equal(0, limit.Count);

        if (isClosedFirst) end.SetResult();
        else await closed.CancelAsync();
        await serving;
        Assert.Equal(0, limit.Count);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")] // a host may have the whole /64
    public void A_client_is_an_address_or_a_network_of_one_host(string address, string client) =>
        Assert.Equal(IPAddress.Parse(client), ConnectionLimit.ClientOf(new IPEndPoint(IPAddress.Parse(address), 1)));
}
