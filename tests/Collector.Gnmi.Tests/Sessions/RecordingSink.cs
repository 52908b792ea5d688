using System.Collections.Concurrent;
using Collector.Gnmi.Protocol;
using Collector.Gnmi.Sessions;
using Google.Protobuf;

namespace Collector.Gnmi.Tests.Sessions;

/// <summary>Keeps what a session does with its sink, as words, and reads responses with the generated types.</summary>
internal sealed class RecordingSink : ISubscriptionSink
{
    private readonly ConcurrentQueue<string> _events = new();
    private int _callers;

    /// <summary>But for the expiries, which come all the time.</summary>
    public IReadOnlyList<string> Events => [.. _events];

    public int Expiries { get; private set; }

    /// <summary>Two callers were in it at the same time.</summary>
    public bool WasShared { get; private set; }

    public void BeginCall() => Alone(() => _events.Enqueue("begin"));

    public void Sweep() => Alone(() => _events.Enqueue("sweep"));

    public void Expire(long nowUnixNs) => Alone(() => Expiries++);

    public void Clear() => Alone(() => _events.Enqueue("clear"));

    public ResponseKind Apply(ReadOnlySpan<byte> response, long nowUnixNs)
    {
        var kind = KindOf(response);
        Alone(() => _events.Enqueue(kind.ToString()));
        return kind;
    }

    private static ResponseKind KindOf(ReadOnlySpan<byte> response)
    {
        try
        {
            return SubscribeResponse.Parser.ParseFrom(response).ResponseCase switch
            {
                SubscribeResponse.ResponseOneofCase.Update => ResponseKind.Notification,
                SubscribeResponse.ResponseOneofCase.SyncResponse => ResponseKind.Sync,
                SubscribeResponse.ResponseOneofCase.None => ResponseKind.Nothing,
                _ => ResponseKind.Error,
            };
        }
        catch (InvalidProtocolBufferException)
        {
            return ResponseKind.Malformed;
        }
    }

    private void Alone(Action act)
    {
        if (++_callers != 1) WasShared = true;
        act();
        _callers--;
    }
}
