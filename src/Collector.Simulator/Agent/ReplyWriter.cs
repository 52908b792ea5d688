using Collector.Simulator.Mib;
using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Simulator.Agent;

/// <summary>Writes instances of the MIB as varbinds of a response; what would exceed the message size is refused whole.</summary>
internal ref struct ReplyWriter(Span<byte> buffer, in Request request, ObjectTable objects)
{
    private const int LongestContent = 255;

    private CommunityMessageWriter _message = new(buffer, request.Version, request.Community, PduHeader.Response(request.Header.RequestId));

    public int Varbinds { get; private set; }

    public bool TryAdd(scoped in View view, Instance instance)
    {
        var column = objects[instance];
        if (!objects.RowsOf(instance, view.Layout).TryGet(instance.Position, out var row)) return false;
        Span<byte> name = stackalloc byte[Name.Longest];
        name = name[..Name.Write(name, column.Prefix, row.Index)];
        var cell = new Cell { Device = view.Device, Row = row, Layout = view.Layout, Uptime = view.Uptime };
        return Counted(column.Number is null ? TryAddContent(name, column, cell) : TryAddNumber(name, column, cell));
    }

    /// <summary>A name with noSuchObject, noSuchInstance or endOfMibView.</summary>
    public bool TryAddException(scoped ReadOnlySpan<byte> name, SmiType exception) => Counted(_message.TryAdd(name, exception, default));

    /// <summary>endOfMibView under the name of an instance, the last that a repeater returned.</summary>
    public bool TryAddEnd(scoped in View view, Instance last)
    {
        if (!objects.RowsOf(last, view.Layout).TryGet(last.Position, out var row)) return false;
        Span<byte> name = stackalloc byte[Name.Longest];
        return TryAddException(name[..Name.Write(name, objects[last].Prefix, row.Index)], SmiType.EndOfMibView);
    }

    public readonly int Complete() => _message.TryComplete(out var length) ? length : 0;

    private bool TryAddNumber(scoped ReadOnlySpan<byte> name, Column column, scoped in Cell cell)
    {
        var value = column.Number!(cell);
        return column.Type == SmiType.Integer32
            ? _message.TryAddSigned(name, column.Type, unchecked((long)value))
            : _message.TryAddUnsigned(name, column.Type, value);
    }

    private bool TryAddContent(scoped ReadOnlySpan<byte> name, Column column, scoped in Cell cell)
    {
        Span<byte> content = stackalloc byte[LongestContent];
        return _message.TryAdd(name, column.Type, content[..column.Content!(cell, content)]);
    }

    private bool Counted(bool added)
    {
        if (added) Varbinds++;
        return added;
    }
}
