using System.Buffers.Binary;

namespace Collector.Simulator.Gnmi.Messages;

/// <summary>Messages that are ready to be sent, one after the other in one buffer, each behind gRPC's header of five octets. One thread.</summary>
internal sealed class ResponseBatch
{
    private const int HeaderSize = 5; // not compressed, and the length, big-endian

    private static readonly byte[] Header = new byte[HeaderSize];

    private readonly List<(int Start, int End)> _messages = [];
    private int _open = -1;

    public ProtoBuffer Buffer { get; } = new();

    public int Count => _messages.Count;

    /// <summary>All messages with their headers.</summary>
    public ReadOnlyMemory<byte> Framed => Buffer.Written;

    /// <summary>One message without its header.</summary>
    public ReadOnlyMemory<byte> this[int message] => Buffer.Written[_messages[message].Start.._messages[message].End];

    /// <summary>Begins a message, unless one is open.</summary>
    public void Begin()
    {
        if (_open >= 0) return;
        Buffer.Raw(Header);
        _open = Buffer.Length;
    }

    public void End()
    {
        BinaryPrimitives.WriteInt32BigEndian(Buffer.At(_open - sizeof(int), sizeof(int)), Buffer.Length - _open);
        _messages.Add((_open, Buffer.Length));
        _open = -1;
    }

    public void Clear()
    {
        Buffer.Clear();
        _messages.Clear();
        _open = -1;
    }
}
