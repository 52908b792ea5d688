using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Collector.Snmp.Transport.Linux;

/// <summary>The memory of one recvmmsg or sendmmsg call: headers, addresses, control data and payload, allocated once outside the GC's heap.</summary>
/// <remarks>
/// With <see cref="LibC"/> the only unsafe code; it hands out spans whose bounds it checks. Fresh pages cost nothing until the kernel
/// writes to them, so 64 buffers of 65,535 octets take a page or two each as long as messages are short.
/// One thread at a time, which also disposes of it.
/// </remarks>
internal sealed unsafe class MmsgBatch : IDisposable
{
    private const int NameStride = 32;

    private readonly int _slots;
    private readonly int _payloadBytes;
    private readonly int _controlBytes;
    private byte* _memory;
    private readonly LibC.Message* _messages;
    private readonly LibC.Buffer* _buffers;
    private readonly byte* _names;
    private readonly byte* _controls;
    private readonly byte* _payload;

    /// <param name="slots">Messages a call moves at most.</param>
    /// <param name="payloadBytes">Octets of payload, shared by all slots.</param>
    /// <param name="controlBytes">Octets of control data a slot.</param>
    public MmsgBatch(int slots, int payloadBytes, int controlBytes = 0)
    {
        _slots = slots;
        _payloadBytes = payloadBytes;
        _controlBytes = controlBytes;
        nuint head = (nuint)(slots * (sizeof(LibC.Message) + sizeof(LibC.Buffer) + NameStride + controlBytes));
        _memory = (byte*)NativeMemory.AlignedAlloc(head + (nuint)payloadBytes, 64);
        NativeMemory.Clear(_memory, head);
        _messages = (LibC.Message*)_memory;
        _buffers = (LibC.Buffer*)(_messages + slots);
        _names = (byte*)(_buffers + slots);
        _controls = _names + (slots * NameStride);
        _payload = _controls + (slots * controlBytes);
        for (int slot = 0; slot < slots; slot++)
            Connect(slot);
    }

    ~MmsgBatch() => Free();

    /// <summary>A slot's socket address.</summary>
    public Span<byte> Name(int slot) => new(_names + (Checked(slot) * NameStride), NameStride);

    /// <summary>The control data that the last call received in a slot.</summary>
    public ReadOnlySpan<byte> Control(int slot) =>
        new(_controls + (Checked(slot) * _controlBytes), (int)Math.Min(_messages[slot].ControlLength, (nuint)_controlBytes));

    /// <summary>The control data that the next call sends in a slot: all of it, once the slot is armed.</summary>
    public Span<byte> ControlRoom(int slot) => new(_controls + (Checked(slot) * _controlBytes), _controlBytes);

    public Span<byte> Payload(int offset, int length) => new Span<byte>(_payload, _payloadBytes).Slice(offset, length);

    /// <summary>The payload that the last call received in a slot.</summary>
    public ReadOnlySpan<byte> Received(int slot) =>
        new(_buffers[Checked(slot)].Start, (int)Math.Min(_messages[slot].Moved, _buffers[slot].Length));

    /// <summary>Octets of address that the last call received in a slot, 0 for none.</summary>
    public int NameLength(int slot) => (int)_messages[Checked(slot)].NameLength;

    /// <summary>Whether the last call cut the message of a slot.</summary>
    public bool IsTruncated(int slot) => (_messages[Checked(slot)].Flags & LibC.TruncatedFlag) != 0;

    /// <summary>Gives a slot its piece of the payload.</summary>
    public void Place(int slot, int offset, int length)
    {
        Span<byte> piece = Payload(offset, length); // checks the bounds
        _buffers[Checked(slot)].Start = _payload + offset;
        _buffers[slot].Length = (nuint)piece.Length;
    }

    /// <summary>Sets what a receive call reads from a header, and overwrites: the room for address and control data.</summary>
    public void Arm(int slot, int nameLength)
    {
        ref LibC.Message message = ref _messages[Checked(slot)];
        message.NameLength = (uint)Math.Min(nameLength, NameStride);
        message.ControlLength = (nuint)_controlBytes;
        message.Flags = 0;
    }

    /// <returns>Messages received, or -1 and an error number.</returns>
    public int Receive(SafeSocketHandle socket, int count, int flags, out int errno)
    {
        int moved = LibC.ReceiveMessages(socket, _messages, (uint)Math.Min(count, _slots), flags | LibC.DontWait, 0);
        errno = moved < 0 ? Marshal.GetLastPInvokeError() : 0;
        GC.KeepAlive(this);
        return moved;
    }

    /// <returns>Messages sent, or -1 and an error number.</returns>
    public int Send(SafeSocketHandle socket, int first, int count, out int errno)
    {
        int moved = LibC.SendMessages(socket, _messages + Checked(first), (uint)Math.Min(count, _slots - first), LibC.DontWait);
        errno = moved < 0 ? Marshal.GetLastPInvokeError() : 0;
        GC.KeepAlive(this);
        return moved;
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Connect(int slot)
    {
        ref LibC.Message message = ref _messages[slot];
        message.Name = _names + (slot * NameStride);
        message.Buffers = _buffers + slot;
        message.BufferCount = 1;
        message.Control = _controlBytes == 0 ? null : _controls + (slot * _controlBytes);
    }

    private int Checked(int slot)
    {
        ObjectDisposedException.ThrowIf(_memory == null, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)slot, (uint)_slots, nameof(slot));
        return slot;
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }
}
