using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Collector.Daemon.Web.Limits;

/// <summary>Closes connections beyond what one client, or all together, may have, before an octet of them is read.</summary>
/// <remarks>Any thread.</remarks>
internal sealed class ConnectionLimit(WebMetrics metrics)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _clients = [];
    private int _all;

    /// <summary>Connections that are open.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _all;
        }
    }

    /// <summary>Stands before TLS, so that who is refused costs no handshake.</summary>
    public void Guard(ListenOptions listen) => listen.Use(next => connection => LetInAsync(connection, next));

    /// <summary>Null when there is room, which is then taken.</summary>
    internal RefusedConnection? TryEnter(IPAddress? client)
    {
        lock (_gate)
        {
            if (_all >= WebLimits.Connections) return RefusedConnection.Total;
            if (client is not null)
            {
                var those = _clients.GetValueOrDefault(client);
                if (those >= WebLimits.ConnectionsOfOneClient) return RefusedConnection.Client;
                _clients[client] = those + 1;
            }

            _all++;
            return null;
        }
    }

    internal void Leave(IPAddress? client)
    {
        lock (_gate)
        {
            _all--;
            if (client is null) return;
            var left = _clients[client] - 1;
            if (left == 0) _clients.Remove(client);
            else _clients[client] = left;
        }
    }

    /// <summary>What counts as one client; null where there are no addresses.</summary>
    internal static IPAddress? ClientOf(EndPoint? remote) => remote is IPEndPoint { Address: var address } ? ClientOf(address) : null;

    internal static IPAddress ClientOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetwork) return address;
        var octets = address.GetAddressBytes();
        octets.AsSpan(8).Clear();
        return new IPAddress(octets);
    }

    internal async Task LetInAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var client = ClientOf(connection.RemoteEndPoint);
        if (TryEnter(client) is { } refused)
        {
            metrics.Refused(refused);
            connection.Abort();
            return;
        }

        metrics.Opened();
        var place = new Place(client);
        // Kestrel may never come back from a connection of HTTP/2 that it has aborted ("application never completed"); closed it is all the same.
        await using var closed = connection.ConnectionClosed.UnsafeRegister(_ => Free(place), null);
        try
        {
            await next(connection);
        }
        finally
        {
            Free(place);
        }
    }

    private void Free(Place place)
    {
        lock (_gate)
        {
            if (place.IsFree) return;
            place.IsFree = true;
            Leave(place.Client);
        }

        metrics.Closed();
    }

    /// <summary>What a connection has taken, until it is given back once.</summary>
    private sealed class Place(IPAddress? client)
    {
        public IPAddress? Client => client;

        public bool IsFree { get; set; } // under the gate
    }
}
